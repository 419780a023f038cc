package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import oddboard.testing.Tus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The death of the server in the middle of an upload, and of an import. */
@StartsProcess
class ResumedUploadTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int TEST = 3000;

    @TempDir
    Path folder;

    @Test
    void goesOnWithAnUploadAndAnImportAfterKill9() throws Exception {
        byte[] file = new byte[20_000_000];
        new Random(1).nextBytes(file);
        String dataset;
        String link;
        long before;
        try (Program program = Program.start(folder.resolve("home"), "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            dataset =
                    api.post("/datasets", "{\"name\":\"Cut\"}").json().get("id").asString();
            Tus tus = new Tus(program.url(), Program.TOKEN);
            link = tus.begin(dataset, "big.zip", file.length);
            // The sender stops in the middle, with the connection open, as a laptop that sleeps.
            var stuck = new StuckStream(file, 11_000_000);
            CompletableFuture<Integer> sending = tus.send(link, 0, BodyPublishers.ofInputStream(() -> stuck));
            before = Await.until("ten chunks", LONG, () -> tus.received(link) >= 10 << 20 ? tus.received(link) : null);
            program.kill();
            stuck.end();
            assertThat(sending.handle((status, fault) -> status == null ? -1 : status)
                            .get())
                    .isEqualTo(-1);
        }
        String version;
        try (Program program = Program.start(folder.resolve("home"), "--oddboard.demo=false")) {
            Tus tus = new Tus(program.url(), Program.TOKEN);
            assertThat(tus.received(link)).isBetween(before - (1 << 20), 11_000_000L);
            int from = (int) tus.received(link);
            assertThat(tus.send(link, from, BodyPublishers.ofByteArray(Arrays.copyOfRange(file, from, file.length)))
                            .get())
                    .isEqualTo(204);
            Api api = new Api(program.url(), Program.TOKEN);
            JsonNode whole = api.get("/datasets/" + dataset + "/uploads")
                    .json()
                    .get("items")
                    .get(0);
            assertThat(whole.get("sha256").asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));

            version = startImport(api, dataset);
            Await.until(
                    "the import's beginning",
                    LONG,
                    () -> job(api, version).get("state").asString().equals("RUNNING") ? 1 : null);
            program.worker().destroyForcibly();
            program.kill();
        }
        try (Program program = Program.start(folder.resolve("home"), "--oddboard.demo=false")) {
            Api api = new Api(program.url(), Program.TOKEN);
            JsonNode now = api.get("/versions/" + version).json();
            if (!now.get("state").asString().equals("READY")) {
                assertThat(now.get("trainCount").asInt())
                        .as("nothing half is shown")
                        .isZero();
            }
            JsonNode end = Await.until("the import's end", LONG, () -> {
                JsonNode v = api.get("/versions/" + version).json();
                return v.get("state").asString().equals("IMPORTING") ? null : v;
            });
            assertThat(end.get("state").asString()).isEqualTo("READY");
            assertThat(end.get("testCount").asInt()).isEqualTo(TEST);
        }
    }

    private String startImport(Api api, String dataset) throws Exception {
        boolean[] odd = DrawnSet.everyNth(TEST, 3);
        Path train = DrawnSet.npy(folder.resolve("train.npy"), new boolean[TEST], 64, 1);
        Path test = DrawnSet.npy(folder.resolve("test.npy"), odd, 64, 2);
        Path labels = DrawnSet.labels(folder.resolve("labels.csv"), odd);
        StringBuilder files = new StringBuilder();
        for (var part : new Object[][] {{train, "train"}, {test, "test"}, {labels, "labels"}}) {
            String id = api.upload(
                            "/datasets/" + dataset + "/uploads?filename=" + ((Path) part[0]).getFileName(),
                            (Path) part[0])
                    .json()
                    .get("id")
                    .asString();
            files.append(files.isEmpty() ? "" : ",").append("{\"upload\":\"" + id + "\",\"role\":\"" + part[1] + "\"}");
        }
        return api.post("/datasets/" + dataset + "/versions", "{\"files\":[" + files + "]}")
                .json()
                .get("id")
                .asString();
    }

    private static JsonNode job(Api api, String version) throws Exception {
        return api.get("/jobs/"
                        + api.get("/versions/" + version).json().get("job").asString())
                .json();
    }

    /** Gives so many bytes, then nothing until its end. */
    private static final class StuckStream extends InputStream {
        private final byte[] bytes;
        private final int stop;
        private int at;
        private boolean ended;

        StuckStream(byte[] bytes, int stop) {
            this.bytes = bytes;
            this.stop = stop;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized int read(byte[] to, int offset, int length) throws IOException {
            while (at == stop && !ended) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (ended) {
                throw new IOException("ended");
            }
            int count = Math.min(length, stop - at);
            System.arraycopy(bytes, at, to, offset, count);
            at += count;
            return count;
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }
    }
}
