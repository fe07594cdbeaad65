package dev.parley.sandbox.graph;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Numbers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The accounts there are, and the tokens that speak for them. The demo Page and its Instagram account always exist.
 * {@code EAAtest-<digits>} becomes a Page (with an Instagram account), {@code IGtest-<digits>} an Instagram account
 * when first used; both are open. {@code EAAuser-<digits>-<digits>} is a user with those two Pages. A token that was
 * renewed is the same with a number behind {@code ~}, so that it speaks for the same account after a restart.
 */
@ApplicationScoped
class GraphWorld {
    static final String DEMO_PAGE = "104829417290011";
    static final String DEMO_PAGE_TOKEN = "EAAsandbox-page-token";
    static final String DEMO_USER_TOKEN = "EAAsandbox-user-token";
    static final String DEMO_ACCOUNT = "17841405309211844";
    static final String DEMO_ACCOUNT_TOKEN = "IGAAsandbox-account-token";

    private static final Pattern PAGE_ON_USE = Pattern.compile("EAAtest-(\\d{1,15})");
    private static final Pattern ACCOUNT_ON_USE = Pattern.compile("IGtest-(\\d{1,15})");
    private static final String RENEWED = "~";
    private static final Pattern RENEWED_TOKEN = Pattern.compile("(.+)~\\d{1,9}");
    private static final Pattern USER = Pattern.compile("EAAuser-(\\d{1,15})-(\\d{1,15})");

    private final Map<String, GraphAccount> pages = new ConcurrentHashMap<>();
    private final Map<String, GraphAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Numbers numbers = new Numbers();

    /**
     * What a token may do.
     *
     * @param page null for a token of Instagram Login
     * @param instagram null for a Page without one
     * @param pageTokens of a user: the tokens of the Pages, else empty
     */
    record Grant(@Nullable GraphAccount page, @Nullable GraphAccount instagram, List<String> pageTokens) {
        GraphAccount me() {
            GraphAccount mine = page == null ? instagram : page;
            if (mine == null) {
                throw GraphRefusal.badRequest("This token is a user's");
            }
            return mine;
        }
    }

    /** @throws GraphRefusal for an unknown or revoked token */
    Grant grant(@Nullable String token) {
        if (token == null) {
            throw GraphRefusal.of(104, 0, "An access token is required to request this resource.");
        }
        String first = firstOf(token);
        if (revoked.contains(first)) {
            throw GraphRefusal.deadToken();
        }
        Grant known = grants.get(first);
        return known == null ? madeOnUse(first) : known;
    }

    /** The next token in place of one that is still good. */
    String renewed(String token) {
        grant(token);
        String first = firstOf(token);
        long renewals = token.length() > first.length() ? Long.parseLong(token.substring(first.length() + 1)) : 0;
        return first + RENEWED + (renewals + 1);
    }

    private static String firstOf(String token) {
        Matcher renewed = RENEWED_TOKEN.matcher(token);
        return renewed.matches() ? renewed.group(1) : token;
    }

    GraphAccount byId(GraphNetwork network, String id) {
        return known(network, id)
                .orElseThrow(() -> ControlRefusal.notFound("there is no account " + id + " on " + network.platform()));
    }

    Optional<GraphAccount> known(GraphNetwork network, String id) {
        return Optional.ofNullable((network == GraphNetwork.MESSENGER ? pages : accounts).get(id));
    }

    List<GraphAccount> all(GraphNetwork network) {
        return List.copyOf((network == GraphNetwork.MESSENGER ? pages : accounts).values());
    }

    /** Whether a delivery about the account is wanted: an Instagram account may also be subscribed through its Page. */
    boolean isSubscribed(GraphAccount account, String field) {
        return account.fields().contains(field)
                || grants.values().stream()
                        .filter(grant -> grant.instagram() == account)
                        .map(Grant::page)
                        .anyMatch(page -> page != null
                                && (page.fields().contains(field)
                                        || page.fields().contains(pageNameOf(field))));
    }

    void revoke(GraphAccount account) {
        grants.forEach((token, grant) -> {
            if (grant.page() == account || grant.instagram() == account) {
                revoked.add(token);
            }
        });
    }

    void reset(GraphNetwork network) {
        Map<String, GraphAccount> forgotten = network == GraphNetwork.MESSENGER ? pages : accounts;
        forgotten.values().forEach(GraphWorld::silence);
        forgotten.clear();
        grants.clear();
        revoked.clear();
        GraphAccount page = pages.computeIfAbsent(DEMO_PAGE, id -> bakery(GraphNetwork.MESSENGER, id));
        GraphAccount account = accounts.computeIfAbsent(DEMO_ACCOUNT, id -> bakery(GraphNetwork.INSTAGRAM, id));
        grants.put(DEMO_PAGE_TOKEN, new Grant(page, account, List.of()));
        grants.put(DEMO_USER_TOKEN, new Grant(null, null, List.of(DEMO_PAGE_TOKEN)));
        grants.put(DEMO_ACCOUNT_TOKEN, new Grant(null, account, List.of()));
    }

    private static void silence(GraphAccount account) {
        synchronized (account) {
            account.outbox().drop();
        }
    }

    private Grant madeOnUse(String token) {
        Matcher user = USER.matcher(token);
        if (user.matches()) {
            return new Grant(null, null, List.of("EAAtest-" + user.group(1), "EAAtest-" + user.group(2)));
        }
        Matcher page = PAGE_ON_USE.matcher(token);
        Matcher account = ACCOUNT_ON_USE.matcher(token);
        if (page.matches()) {
            String id = page.group(1);
            Grant made = new Grant(
                    pages.computeIfAbsent(id, any -> open(GraphNetwork.MESSENGER, id)),
                    openAccount("17" + id),
                    List.of());
            return Optional.ofNullable(grants.putIfAbsent(token, made)).orElse(made);
        }
        if (account.matches()) {
            Grant made = new Grant(null, openAccount(account.group(1)), List.of());
            return Optional.ofNullable(grants.putIfAbsent(token, made)).orElse(made);
        }
        throw GraphRefusal.deadToken();
    }

    private GraphAccount openAccount(String id) {
        return accounts.computeIfAbsent(id, any -> open(GraphNetwork.INSTAGRAM, id));
    }

    private GraphAccount bakery(GraphNetwork network, String id) {
        return new GraphAccount(network, id, "Corner Bakery", "cornerbakery", false, numbers);
    }

    private GraphAccount open(GraphNetwork network, String id) {
        return new GraphAccount(network, id, "Test " + id, "test_" + id, true, numbers);
    }

    private static String pageNameOf(String instagramField) {
        return switch (instagramField) {
            case "message_edit" -> "message_edits";
            case "messaging_referral" -> "messaging_referrals";
            case "messaging_seen" -> "message_reads";
            case "comments" -> "feed";
            default -> instagramField;
        };
    }
}
