package dev.parley.sandbox.graph;

/** The two networks of a Graph server, and what differs between them. */
enum GraphNetwork {
    MESSENGER("facebook", "page", "m_", "message_edits", "messaging_referrals", "message_reads", "message_echoes"),
    INSTAGRAM(
            "instagram", "instagram", "aWdfZAG1f", "message_edit", "messaging_referral", "messaging_seen", "messages");

    private final String platform;
    private final String object;
    private final String midPrefix;
    private final String editField;
    private final String referralField;
    private final String readField;
    private final String echoField;

    GraphNetwork(
            String platform,
            String object,
            String midPrefix,
            String editField,
            String referralField,
            String readField,
            String echoField) {
        this.platform = platform;
        this.object = object;
        this.midPrefix = midPrefix;
        this.editField = editField;
        this.referralField = referralField;
        this.readField = readField;
        this.echoField = echoField;
    }

    /** As the control API and Parley call it. */
    String platform() {
        return platform;
    }

    /** As deliveries call it. */
    String object() {
        return object;
    }

    String midPrefix() {
        return midPrefix;
    }

    String editField() {
        return editField;
    }

    String referralField() {
        return referralField;
    }

    String readField() {
        return readField;
    }

    String echoField() {
        return echoField;
    }
}
