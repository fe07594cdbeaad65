package dev.parley.fuzz;

import java.util.List;
import java.util.TreeSet;

/** One run over everything that listens. */
record FuzzRun(Session session, List<String> neverSucceeded) {
    static FuzzRun of(Plan plan) {
        System.out.println("fuzz: seed " + plan.seed() + " (-Dparley.fuzz.seed=" + plan.seed() + " repeats it)");
        Session session = new Session(plan);
        try (Stage stage = Stage.open()) {
            TreeSet<String> missing = new TreeSet<>();
            try (Journal journal = Journal.open(stage.state().postgresUrl())) {
                ApiPart api = new ApiPart(session, stage, journal);
                api.run();
                api.operations().forEach(operation -> missing.add(operation.name()));
                missing.removeAll(session.succeeded());
            }
            new InnerDoorPart(session, stage).run();
            stage.population().refresh();
            new HookPart(session, stage).run();
            new ServiceLogs(stage.state().home()).into(session.findings);
            return new FuzzRun(session, List.copyOf(missing));
        } finally {
            System.out.println(session.summary());
        }
    }
}
