package dev.parley.benchmarks.load;

/** Texts that carry a number, which is found again wherever the text turns up inside some JSON. */
public final class SequencedPayload {
    private static final String SENTENCE = "Hello, do you ship to Sweden? I would like two of them, please.";

    private final byte[] marker;
    private final String mark;

    /** @param mark tells one load from another; letters only */
    public SequencedPayload(String mark) {
        this.mark = mark + "/";
        this.marker = ("\"" + this.mark).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    public String text(long number) {
        return mark + number + " " + SENTENCE;
    }

    /** The number of the first such text in there; -1 when there is none. */
    public long numberIn(byte[] json) {
        for (int at = 0; at <= json.length - marker.length; at++) {
            if (json[at] == marker[0] && isMarkerAt(json, at)) {
                return digits(json, at + marker.length);
            }
        }
        return -1;
    }

    private boolean isMarkerAt(byte[] json, int at) {
        for (int i = 0; i < marker.length; i++) {
            if (json[at + i] != marker[i]) {
                return false;
            }
        }
        return true;
    }

    private static long digits(byte[] json, int from) {
        long number = 0;
        for (int i = from; i < json.length && json[i] >= '0' && json[i] <= '9'; i++) {
            number = number * 10 + json[i] - '0';
        }
        return number;
    }
}
