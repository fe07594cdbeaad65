package dev.parley.internal;

/**
 * Paths of the synchronous actions that the gateway asks dispatch for. Every request carries {@link #SECRET_HEADER};
 * every handled request is answered 200 with an {@link InternalAnswer}; any other status is a fault of ours.
 *
 * <pre>
 *   POST   /internal/connections                  {account_id, profile_group_id, request}   connect (result: profile)
 *   POST   /internal/oauth/{platform}/start       {state, browser}                          result: {redirect, expires_in}
 *   POST   /internal/oauth/{platform}/callback    {query, browser?}                         result: {redirect}
 *   POST   /internal/profiles/{id}/placements/{placement}   {profile_group_id}               connect a login's account
 *   DELETE /internal/profiles/{id}                                                           disconnect
 *   PATCH  /internal/messages/{id}                {body?, reply_markup?}                     edit
 *   POST   /internal/messages/{id}/reaction       {reaction?, emoji?}                        react
 *   DELETE /internal/messages/{id}/reaction                                                  unreact
 *   POST   /internal/chats/{id}/archived          {archived}                                 archive, unarchive
 *   POST   /internal/chats/{id}/cold_send_check                                              may the first word be ours?
 *   GET | POST | DELETE /internal/profiles/{id}/ice_breakers   {ice_breakers}
 *   POST   /internal/comments/{id}/{action}       {text?, request_ref?}                      reply (result: {id}), hide, unhide, delete, like, unlike
 *   POST   /internal/posts/{id}/comments          {text, request_ref?}                       comment (result: {id})
 *   POST   /internal/comments/look_up             {profile_id, external_id}                  store a comment we were not told of
 * </pre>
 */
public final class InternalApi {
    public static final String SECRET_HEADER = "X-Parley-Internal";

    private InternalApi() {}
}
