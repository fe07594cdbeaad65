package dev.parley.campaign;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a program come to one place in its work, and strikes there. */
final class Tripwire implements Wire.Listener {
    private final List<String> heard = new ArrayList<>();
    private @Nullable Place place;
    private @Nullable Strike strike;
    private int passed;
    private boolean struck;

    enum Moment {
        /** The step is on its way and nobody has seen it. */
        ASKED,
        /** The step was performed and the program does not know it. */
        ANSWERED
    }

    /** @param occurrence how often the step came before, in the same piece of work */
    record Place(Moment moment, String step, int occurrence) {}

    /** What happens to the program there. */
    interface Strike {
        /** Returns whether things take their course afterwards; else the connection is cut. */
        boolean strike();
    }

    /** At most one strike, at the first time the program comes to that place from now on. */
    synchronized void arm(Place at, Strike with) {
        place = at;
        strike = with;
        passed = 0;
        struck = false;
    }

    synchronized boolean hasStruck() {
        return struck;
    }

    /** No strike any more; whether there was one. */
    synchronized boolean disarm() {
        strike = null;
        return struck;
    }

    /** Every step that was asked for since the last time, in order. */
    synchronized List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    synchronized long timesHeard(String beginning) {
        return heard.stream().filter(step -> step.startsWith(beginning)).count();
    }

    @Override
    public boolean asked(String step) {
        return comesTo(Moment.ASKED, step);
    }

    @Override
    public boolean answered(String step) {
        return comesTo(Moment.ANSWERED, step);
    }

    private boolean comesTo(Moment moment, String step) {
        Strike now = strikeAt(moment, step);
        return now == null || now.strike();
    }

    private synchronized @Nullable Strike strikeAt(Moment moment, String step) {
        if (moment == Moment.ASKED) {
            heard.add(step);
        }
        if (place == null || struck || place.moment != moment || !place.step.equals(step)) {
            return null;
        }
        passed++;
        struck = strike != null && passed > place.occurrence;
        return struck ? strike : null;
    }
}
