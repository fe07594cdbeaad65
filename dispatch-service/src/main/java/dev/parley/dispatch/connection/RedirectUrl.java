package dev.parley.dispatch.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A customer's URL with more in its query. */
final class RedirectUrl {
    private RedirectUrl() {}

    static String with(String url, Map<String, String> added) {
        int hash = url.indexOf('#');
        String base = hash < 0 ? url : url.substring(0, hash);
        String fragment = hash < 0 ? "" : url.substring(hash);
        StringBuilder extended = new StringBuilder(base);
        char separator = base.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : added.entrySet()) {
            extended.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return extended.append(fragment).toString();
    }
}
