package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerUrlsTest {
    private final CustomerUrls strict = new CustomerUrls(Settings.STRICT);
    private final CustomerUrls trying = new CustomerUrls(Settings.TRYING_OUT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.0.1./",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[fe80::1%25eth0]/",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1:8443/x",
                "https://user:secret@example.com/",
                "https://example.com@10.0.0.1/",
                "https:///x",
                "https://",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://exa mple.com/",
                "https://1.2.3/",
                "https://host.0x/",
                "",
                "not a url",
                "/relative",
                "https://%31%30.0.0.1/"
            })
    void urlsThatLeadAstrayAreRefused(String url) {
        assertThat(strict.check(url)).isInstanceOf(UrlCheck.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/"})
    void onlyHttpsIsAllowed(String url) {
        assertThat(strict.check(url)).isEqualTo(new UrlCheck.Refused("must be HTTPS"));
    }

    @Test
    void aUrlIsTakenApartOnce() {
        assertThat(strict.check("HTTPS://Example.com/a%20b/ü?q=1#fragment"))
                .isEqualTo(new UrlCheck.Allowed(new Target(true, "example.com", 443, "/a%20b/%C3%BC?q=1")));
        assertThat(strict.check("https://example.com:8443?x"))
                .isEqualTo(new UrlCheck.Allowed(new Target(true, "example.com", 8443, "/?x")));
    }

    @Test
    void eachRefusalSaysWhatToMend() {
        UrlCheck invalid = new UrlCheck.Refused("is not a valid URL");
        assertThat(strict.check("https://exa mple.com/")).isEqualTo(invalid);
        assertThat(strict.check("https://user@example.com/")).isEqualTo(invalid);
        assertThat(strict.check("https://2130706433/")).isEqualTo(invalid);
        assertThat(strict.check("https://host.0x7f/")).isEqualTo(invalid);
        assertThat(strict.check("https://[fe80::1%25eth0]/")).isEqualTo(invalid);
        assertThat(strict.check("https://10.0.0.1/")).isEqualTo(new UrlCheck.Refused("must point to a public address"));
        assertThat(strict.check("//example.com/")).isEqualTo(new UrlCheck.Refused("must be HTTPS"));
    }

    @Test
    void theRestOfAUrlIsKeptAsItIs() {
        assertThat(strict.check("https://example.com.:65535"))
                .isEqualTo(new UrlCheck.Allowed(new Target(true, "example.com", 65535, "/")));
        assertThat(strict.check("https://example.com:1/a"))
                .isEqualTo(new UrlCheck.Allowed(new Target(true, "example.com", 1, "/a")));
        assertThat(strict.check("https://4.example.x0/"))
                .isEqualTo(new UrlCheck.Allowed(new Target(true, "4.example.x0", 443, "/")));
        assertThat(trying.check("http://example.com"))
                .isEqualTo(new UrlCheck.Allowed(new Target(false, "example.com", 80, "/")));
    }

    @Test
    void tryingOutAllowsHttpAndThisMachine() {
        assertThat(trying.check("http://127.0.0.1:9000/hook"))
                .isEqualTo(new UrlCheck.Allowed(new Target(false, "127.0.0.1", 9000, "/hook")));
        assertThat(trying.check("http://[::1]:9000/")).isInstanceOf(UrlCheck.Allowed.class);
        assertThat(trying.check("http://192.168.0.1/")).isInstanceOf(UrlCheck.Refused.class);
        assertThat(trying.check("http://2130706433/")).isInstanceOf(UrlCheck.Refused.class);
    }
}
