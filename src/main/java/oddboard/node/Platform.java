package oddboard.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The system that this program was packaged for: its engine and its database run on no other. */
final class Platform {
    private Platform() {}

    /** @throws StartException on another system; started from a build's folders, any system will do */
    static void check() {
        String refusal = refusal(built(), System.getProperty("os.name"), System.getProperty("os.arch"));
        if (refusal != null) {
            throw new StartException(refusal);
        }
    }

    /** One sentence, or null where the program may start. */
    static @Nullable String refusal(@Nullable String built, String system, String architecture) {
        String here = name(system, architecture);
        return built == null || built.equals(here)
                ? null
                : "This Oddboard is for " + built + " and can't run on this machine, which is " + here
                        + ": take the file oddboard-...-" + here + ", or build it on such a machine.";
    }

    /** As the engine's files are named. */
    private static String name(String system, String architecture) {
        String lower = system.toLowerCase(Locale.ROOT);
        String family = lower.startsWith("windows") ? "win" : lower.startsWith("mac") ? "osx" : lower;
        return family + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
    }

    private static @Nullable String built() {
        try (InputStream file = Platform.class.getResourceAsStream("platform.properties")) {
            if (file == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("platform");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
