package dev.parley.gateway.groups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.gateway.http.Listing;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.idempotency.InOneTransaction;
import dev.parley.id.AccountId;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.Platforms;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Locale;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Profile groups: {@code /api/profile_groups}. */
@Path("/api/profile_groups")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class GroupsResource {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_URL = 2048;

    private final RequestContext call;
    private final Groups groups;
    private final Dispatch dispatch;
    private final Platforms platforms;
    private final RedirectUrls redirects;

    GroupsResource(RequestContext call, Groups groups, Dispatch dispatch, Platforms platforms, RedirectUrls redirects) {
        this.call = call;
        this.groups = groups;
        this.dispatch = dispatch;
        this.platforms = platforms;
        this.redirects = redirects;
    }

    /** All groups of the account; the key's own alone for a key that has one. */
    @GET
    public Uni<Listing<GroupAnswer>> list() {
        return groups.visible(call.scope()).map(Listing::new);
    }

    /** One group; 404 outside the key's scope. */
    @GET
    @Path("/{id}")
    public Uni<GroupAnswer> show(@RestPath String id) {
        return groups.show(call.scope(), id);
    }

    /** Makes a group from {@code {"profile_group":{"name"}}} or {@code {"name"}}. */
    @POST
    @ResponseStatus(201)
    @InOneTransaction
    public Uni<GroupAnswer> create() {
        refuseGroupKeys();
        Fields fields = call.fields();
        ObjectNode nested = fields.object("profile_group");
        Fields named = nested == null ? fields : Fields.of(nested);
        String name = named.presentText("name");
        if (name == null) {
            throw nested == null
                    ? ApiException.missing("profile_group")
                    : ApiException.invalid(java.util.List.of("Name can't be blank"));
        }
        if (name.length() > LONGEST_NAME) {
            throw ApiException.invalid(
                    java.util.List.of("Name is too long (maximum is " + LONGEST_NAME + " characters)"));
        }
        return groups.create(call.tenant().account(), name);
    }

    /** Removes an empty group: {@code {"deleted":true}}. */
    @DELETE
    @Path("/{id}")
    @InOneTransaction
    public Uni<JsonNode> delete(@RestPath String id) {
        refuseGroupKeys();
        return groups.delete(call.scope(), id).replaceWith(() -> Json.object().put("deleted", true));
    }

    /**
     * Connects an account into the group. What the platform wants: Telegram {@code bot_token}; Bluesky
     * {@code identifier} and {@code app_password}; Facebook and Instagram {@code redirect_url} (the answer has the page
     * to visit) or {@code access_token}.
     */
    @POST
    @Path("/{id}/initialize_connection")
    public Uni<JsonNode> connect(@RestPath String id) {
        Fields fields = call.fields();
        AccountId account = call.tenant().account();
        return groups.require(call.scope(), id).flatMap(group -> {
            String platform = connectable(fields);
            return withCheckedRedirect(account, fields).flatMap(request -> {
                request.put("platform", platform);
                ObjectNode body = Json.object();
                body.put("account_id", account.toString());
                body.put("profile_group_id", group.toString());
                body.set("request", request);
                return dispatch.post(ActionOwner.of(platform, account), "/internal/connections", body);
            });
        });
    }

    private String connectable(Fields fields) {
        @Nullable String named = fields.presentText("platform");
        @Nullable String older = fields.presentText("network");
        String platform = named != null ? named : older;
        if (platform == null) {
            throw ApiException.unprocessable("Missing platform");
        }
        String name = platform.strip().toLowerCase(Locale.ROOT);
        if (platforms.with(ConnectionFlow.class, name).isEmpty()) {
            throw ApiException.unprocessable("Platform is not supported: " + name);
        }
        return name;
    }

    private Uni<ObjectNode> withCheckedRedirect(AccountId account, Fields fields) {
        ObjectNode request = fields.values().deepCopy();
        @Nullable String redirect = fields.presentText("redirect_url", LONGEST_URL);
        return redirect == null
                ? Uni.createFrom().item(request)
                : redirects.checked(account, redirect).map(checked -> request.put("redirect_url", checked));
    }

    private void refuseGroupKeys() {
        if (call.tenant().isGroupScoped()) {
            throw ApiException.unprocessable("Your API key has no such permission");
        }
    }
}
