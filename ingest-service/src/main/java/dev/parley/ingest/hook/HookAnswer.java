package dev.parley.ingest.hook;

/** What a platform is answered; mostly nothing but the status. */
record HookAnswer(int status, String text) {
    static final HookAnswer TAKEN = new HookAnswer(200, "");
    static final HookAnswer COME_AGAIN = new HookAnswer(503, "");
    static final HookAnswer OUR_FAULT = new HookAnswer(500, "");
}
