package dev.parley.fuzz;

/** What is wrong with what came of one request. */
record Flaw(Kind kind, String detail) {
    /** What is counted; every count must be zero. */
    enum Kind {
        SERVER_ERROR("5xx"),
        WRONG_SHAPE("wrong shapes"),
        UNANSWERED("unanswered"),
        LET_IN("let in"),
        HALF_WRITE("half-writes"),
        LOG("incidents in logs"),
        NOT_TAKEN("good deliveries not taken");

        final String title;

        Kind(String title) {
            this.title = title;
        }
    }
}
