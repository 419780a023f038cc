package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.SharedProgram;

/** The shared program, a page of Chromium in which its administrator is signed in, and the API beside it. */
final class DrivenProgram implements AutoCloseable {
    private static final boolean[] TEST = DrawnSet.everyNth(60, 3);

    private final Path folder;
    private final Program program;
    private final Chromium chromium;
    private final List<String> faults = new ArrayList<>();
    final Api api;
    final Page page;

    /** @param folder for what is uploaded */
    DrivenProgram(Path folder) throws IOException {
        this.folder = folder;
        program = SharedProgram.get();
        api = new Api(program.url(), Program.TOKEN);
        chromium = new Chromium();
        page = SharedProgram.signedIn(chromium);
        page.onPageError(faults::add);
        page.onConsoleMessage(m -> {
            if (m.type().equals("error")) {
                faults.add(m.text());
            }
        });
    }

    void assertNoFaults() {
        assertThat(faults).as("errors in the browser's console").isEmpty();
    }

    String address(String path) {
        try {
            return program.url() + path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A data set of this name with a version of 80 training and 60 test images; returns the version when it is READY. */
    String addVersion(String name) throws Exception {
        String dataset = id(api.post("/datasets", "{\"name\":\"" + name + "\"}"));
        String train = upload(
                dataset, "train.npy", DrawnSet.npy("|u1", "(80, 32, 32, 3)", DrawnSet.pixels(new boolean[80], 32, 1)));
        String test = upload(dataset, "test.npy", DrawnSet.npy("|u1", "(60, 32, 32, 3)", DrawnSet.pixels(TEST, 32, 2)));
        String labels =
                upload(dataset, "labels.csv", Files.readAllBytes(DrawnSet.labels(folder.resolve("labels.csv"), TEST)));
        String version = id(api.post("/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(train, test, labels)));
        await("/versions/" + version, "READY");
        return version;
    }

    /** A run of conv; returns it when it has succeeded. */
    String run(String version, String settings) throws Exception {
        String id = id(api.post(
                "/runs", "{\"version\":\"" + version + "\",\"detector\":\"conv\",\"settings\":" + settings + "}"));
        await("/runs/" + id, "SUCCEEDED");
        return id;
    }

    void await(String path, String state) {
        Await.until(
                path + " to be " + state,
                Duration.ofMinutes(3),
                () -> api.get(path).json().get("state").asString().equals(state) ? true : null);
    }

    private String upload(String dataset, String name, byte[] bytes) throws Exception {
        return id(api.upload("/datasets/" + dataset + "/uploads?filename=" + name, BodyPublishers.ofByteArray(bytes)));
    }

    static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
        return answer.json().get("id").asString();
    }

    @Override
    public void close() {
        chromium.close();
    }
}
