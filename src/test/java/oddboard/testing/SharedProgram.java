package oddboard.testing;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * One running program for all tests of this JVM that need no more than one; it starts with the first of them and ends with the JVM.
 * Each of these tests gives its data sets, models and folders names that no other has, and takes nothing for the first or the only
 * one of a list. A test that stops the program or its worker, sets it up in its own way or looks at it while it is empty starts its
 * own {@link Program}.
 */
public final class SharedProgram {
    /** The folder of the server that imports and inboxes may read; each test makes its own folder in it. */
    public static final String SERVER_FOLDER = "watched";

    private static @Nullable Program started;
    private static @Nullable Path folder;
    private static @Nullable String signedIn;

    private SharedProgram() {}

    public static synchronized Program get() throws IOException {
        if (started == null) {
            folder = Files.createTempDirectory("oddboard-shared");
            Runtime.getRuntime().addShutdownHook(new Thread(SharedProgram::end));
            started = Program.startLasting(
                    home(),
                    "--oddboard.demo=false",
                    "--oddboard.upload.server-folders=" + Files.createDirectories(folder.resolve(SERVER_FOLDER)),
                    "--oddboard.inbox.tick-seconds=1");
        }
        return started;
    }

    /** A new folder in {@link #SERVER_FOLDER}. */
    public static Path serverFolder(String name) throws IOException {
        get();
        return Files.createDirectory(folder.resolve(SERVER_FOLDER).resolve(name));
    }

    public static Path home() {
        return folder.resolve("home");
    }

    /** A page of its administrator, 1440 by 900, at the list of data sets. */
    public static synchronized Page signedIn(Chromium chromium) throws IOException {
        Program program = get();
        if (signedIn == null) {
            Page page = chromium.signedIn(program);
            signedIn = page.context().storageState();
            return page;
        }
        Page page = chromium.again(signedIn);
        page.navigate(program.url());
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Data sets"))
                .waitFor();
        return page;
    }

    private static void end() {
        try {
            if (started != null) {
                started.close();
            }
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // What is left is in the system's folder for temporary files.
        }
    }
}
