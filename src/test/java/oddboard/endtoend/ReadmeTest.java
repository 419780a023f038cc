package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.DrivesBrowser;
import oddboard.testing.Looks;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's way from files to a leaderboard and to scores of new images, word for word, as somebody would type it. */
@StartsProcess
class ReadmeTest {
    private static final Pattern SCRIPT = Pattern.compile("(?ms)^```bash\\R(.*?)^```$");

    @TempDir
    static Path folder;

    private static Program program;

    @BeforeAll
    static void startProgram() throws Exception {
        program = SharedProgram.get();
    }

    @Test
    @DrivesBrowser
    void thePageOfTheApiTellsEveryCallItNames() throws Exception {
        try (Chromium chromium = new Chromium()) {
            Page page = SharedProgram.signedIn(chromium);
            page.navigate(program.url() + "/api-docs");
            page.locator(".odd-api section").first().waitFor();
            assertThat(page.locator(".odd-api__call").count()).isGreaterThan(150);
            page.locator("#runsCreate > summary").click();
            assertThat(page.locator("#runsCreate").innerText()).contains("detector", "required", "202", "batchSize");
            assertThat(page.locator(".odd-api").innerText()).contains("IDEMPOTENCY_KEY_REUSED");
            Looks.asItIs(page, "api");
        }
    }

    @Test
    void aFewLinesLeadFromFilesToALeaderboardAndAModel() throws Exception {
        Assumptions.assumeTrue(has("curl") && has("bash"), "curl and bash are needed");
        Matcher script = SCRIPT.matcher(Files.readString(Path.of("README.md")));
        assertThat(script.find()).as("the README has a bash block").isTrue();
        List<String> lines = script.group(1).lines().toList();
        assertThat(lines.stream()
                        .filter(line -> line.contains("curl") || line.contains("api "))
                        .count())
                .isGreaterThanOrEqualTo(5);
        boolean[] test = DrawnSet.everyNth(24, 3);
        DrawnSet.npy(folder.resolve("trainingset.npy"), new boolean[48], 32, 1);
        DrawnSet.npy(folder.resolve("testingset.npy"), test, 32, 2);
        DrawnSet.labels(folder.resolve("labels.csv"), test);
        Path fresh = Files.createDirectory(folder.resolve("new"));
        ImageIO.write(
                new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB),
                "png",
                fresh.resolve("a.png").toFile());
        Files.writeString(fresh.resolve("b.png"), "no image");
        Path output = folder.resolve("output.txt");
        ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script.group(1))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().put("TOKEN", Program.TOKEN);
        bash.environment().put("URL", program.url());
        Process running = bash.start();
        try {
            assertThat(running.waitFor(3, TimeUnit.MINUTES)).as("ends").isTrue();
        } finally {
            running.destroyForcibly();
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(running.exitValue()).as(printed + program.log()).isZero();
        assertThat(printed.lines().toList())
                .anyMatch(l -> l.startsWith("rank,tied,run,name,detector,user,auroc"))
                .anyMatch(l -> l.matches("1,false,\\d+,.*,\"conv\",\"admin\",[01]\\.\\d+.*"));
        assertThat(printed)
                .contains("{\"name\":\"caps\",\"version\":1,\"sha256\":\"")
                .contains("\"method\":\"quantile\"")
                .contains("{\"alias\":\"champion\",\"version\":1,");
        assertThat(printed).contains("ID,score,calibrated,flagged,file\n");
        assertThat(printed.lines().toList())
                .anyMatch(l -> l.matches("\\d,[-0-9.eE]+,[01]\\.\\d+,[01],.*a\\.png"))
                .anyMatch(l -> l.matches("\\d,,,,.*b\\.png"));
        try (var bundle = new ZipFile(folder.resolve("caps-1.zip").toFile())) {
            assertThat(bundle.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.endsWith(".onnx"))
                    .anyMatch(name -> name.endsWith("manifest.json"));
        }
    }

    private static boolean has(String program) throws Exception {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
