package oddboard.maintenance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import oddboard.common.StoredJson;
import oddboard.detector.Engine;
import oddboard.node.Command;
import oddboard.node.CommandException;

/** {@code doctor [--sample=N | --all] [--json]}: status 0 = all is well, 1 = warnings, 2 = failures. */
public final class DoctorCommand implements Command {
    private static final String SAMPLE = "20";

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public int run(Call call) {
        List<Check> found =
                new ArrayList<>(new Doctor(call.database(), call.home(), call.settings()).look(sample(call)));
        found.addAll(Doctor.guarded("engine", DoctorCommand::engine));
        if (call.settings().containsProperty("json")) {
            call.out().println(StoredJson.MAPPER.writeValueAsString(found));
        } else {
            found.forEach(c -> call.out().printf("%-4s  %-10s  %s%n", c.level(), c.topic(), c.sentence()));
        }
        return found.stream()
                .map(Check::level)
                .max(Comparator.naturalOrder())
                .orElse(Check.Level.OK)
                .ordinal();
    }

    private static int sample(Call call) {
        if (call.settings().containsProperty("all")) {
            return Integer.MAX_VALUE;
        }
        String given = call.settings().getProperty("sample", SAMPLE);
        if (!given.matches("\\d{1,9}")) {
            throw new CommandException("--sample=" + given + " is not a number of contents.");
        }
        return Integer.parseInt(given);
    }

    private static List<Check> engine() {
        List<Check> found = new ArrayList<>();
        try {
            Engine.libraries().forEach(line -> found.add(Check.ok("engine", line)));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return List.of(Check.fail("engine", "The engine can't be loaded: " + Engine.deepest(e) + "."));
        }
        for (String device : Engine.devices()) {
            try {
                Engine.test(device);
                found.add(Check.ok(
                        "engine",
                        "The engine trains and scores on " + device + ": " + Engine.describeDevice(device) + "."));
            } catch (RuntimeException e) {
                found.add(Check.fail("engine", String.valueOf(e.getMessage())));
            }
        }
        return found;
    }
}
