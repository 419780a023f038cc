package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Ledger;
import oddboard.testing.Program;
import oddboard.testing.StartsProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A registered model of the whole program, while its database is killed, and while many people send large images to it. */
@StartsProcess
class ScoringFaultsTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration BACK = Duration.ofSeconds(20);
    private static final int SIZE = 32;
    private static final boolean[] TEST = DrawnSet.everyNth(30, 3);

    @TempDir
    static Path folder;

    private static Program program;
    private static Api api;
    private static String dataset;

    @BeforeAll
    static void train() throws Exception {
        program = Program.start(folder.resolve("home"), "--oddboard.demo=false");
        api = new Api(program.url(), Program.TOKEN);
        dataset = created(api.post("/datasets", "{\"name\":\"Blobs\"}"));
        List<String> files = new ArrayList<>();
        for (Object[] file : new Object[][] {
            {"train", DrawnSet.npy(folder.resolve("train.npy"), new boolean[60], SIZE, 1)},
            {"test", DrawnSet.npy(folder.resolve("test.npy"), TEST, SIZE, 2)},
            {"labels", DrawnSet.labels(folder.resolve("labels.csv"), TEST)}
        }) {
            Path path = (Path) file[1];
            String upload =
                    created(api.upload("/datasets/" + dataset + "/uploads?filename=" + path.getFileName(), path));
            files.add("{\"upload\":\"%s\",\"role\":\"%s\"}".formatted(upload, file[0]));
        }
        String version = created(api.post("/datasets/" + dataset + "/versions", "{\"files\":" + files + "}"));
        awaitState("/versions/" + version, "READY");
        String run = created(api.post(
                "/runs",
                "{\"version\":\"%s\",\"detector\":\"conv\",\"settings\":{\"epochs\":1,\"batchSize\":16}}"
                        .formatted(version)));
        awaitState("/runs/" + run, "SUCCEEDED");
        Api.Answer model = api.post("/models", "{\"name\":\"blobs\",\"run\":\"" + run + "\"}");
        assertThat(model.status()).as(model.text()).isEqualTo(201);
    }

    @AfterAll
    static void stop() throws Exception {
        if (program != null) {
            try {
                Ledger.check(program.database());
            } finally {
                program.close();
            }
        }
    }

    @Test
    void eachImageIsScoredOnceThoughTheDatabaseIsKilledTwice() throws Exception {
        int count = 6000;
        LinkedHashMap<String, byte[]> files = new LinkedHashMap<>();
        byte[] packed = DrawnSet.pixels(new boolean[100], SIZE, 5);
        for (int i = 0; i < count; i++) {
            files.put("%05d.png".formatted(i), ScoringFixture.png(packed, i % 100, SIZE));
        }
        String upload = created(api.upload(
                "/datasets/" + dataset + "/uploads?filename=line.zip",
                BodyPublishers.ofByteArray(ScoringFixture.zip(files))));
        String id = created(
                api.post("/scorings", "{\"model\":\"blobs/1\",\"uploads\":[\"" + upload + "\"],\"maps\":\"none\"}"));
        for (int death = 1; death <= 2; death++) {
            int least = death * 1000;
            Await.until("progress", LONG, () -> done(id) >= least ? true : null);
            ProcessHandle killed = postmaster();
            assertThat(done(id)).isLessThan(count);
            killed.destroyForcibly();
            long since = System.nanoTime();
            Await.until("the database", LONG, () -> {
                Api.Answer answer = api.get("/scorings/" + id);
                assertThat(answer.status()).isIn(200, 503);
                return answer.status() == 200 && postmaster().pid() != killed.pid() ? true : null;
            });
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(BACK);
        }
        awaitState("/scorings/" + id, "SUCCEEDED");
        assertThat(sql().sql("""
                        select count(*) = 6000 and count(distinct index) = 6000 and count(score) = 6000
                        from scoring_image where scoring_id = :id""")
                        .param("id", Long.parseLong(id))
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** As files, and as pixels: 30 MB of what no picture needs, and 49 million pixels in 190 kB. */
    @Test
    void aCrowdWithLargeImagesIsToldToWaitAndKeepsNobodyElseOut() throws Exception {
        byte[] small = ScoringFixture.png(DrawnSet.pixels(new boolean[1], SIZE, 5), 0, SIZE);
        byte[] junk = new byte[30 << 20];
        new Random(1).nextBytes(junk);
        for (byte[] image : List.of(withChunk(small, junk), plain(7000))) {
            List<Future<Api.Answer>> crowd = new ArrayList<>();
            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Api.Answer> one = () -> new Api(program.url(), Program.TOKEN)
                        .upload("/models/blobs/1/predict", BodyPublishers.ofByteArray(image));
                for (int i = 0; i < 40; i++) {
                    crowd.add(people.submit(one));
                }
                while (crowd.stream().anyMatch(answer -> !answer.isDone())) {
                    Api.Answer other = api.get("/datasets");
                    assertThat(other.status()).as(other.text()).isEqualTo(200);
                }
            }
            for (Future<Api.Answer> answer : crowd) {
                Api.Answer got = answer.get();
                String code = got.status() == 200 ? "" : got.json().get("code").asString();
                assertThat(List.of("", "PREDICT_BUSY", "PREDICT_NO_WORKER"))
                        .as(got.text())
                        .contains(code);
            }
            assertThat(crowd.stream().filter(answer -> answer.resultNow().status() == 200))
                    .isNotEmpty();
            Api.Answer next = api.upload("/models/blobs/1/predict", BodyPublishers.ofByteArray(small));
            assertThat(next.status()).as(next.text()).isEqualTo(200);
        }
        assertThat(program.log()).doesNotContain("OutOfMemory");
    }

    /** A PNG with a chunk more, before its pixels, that no reader knows. */
    private static byte[] withChunk(byte[] png, byte[] content) {
        int head = 8 + 25;
        byte[] type = {'j', 'u', 'N', 'k'};
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(content);
        return ByteBuffer.allocate(png.length + content.length + 12)
                .put(png, 0, head)
                .putInt(content.length)
                .put(type)
                .put(content)
                .putInt((int) crc.getValue())
                .put(png, head, png.length - head)
                .array();
    }

    private static byte[] plain(int edge) throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(edge, edge, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        return png.toByteArray();
    }

    private static ProcessHandle postmaster() throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("home/postgres/data/postmaster.pid"))
                        .getFirst()
                        .strip()))
                .orElseThrow();
    }

    private static JdbcClient sql() throws Exception {
        return JdbcClient.create(program.database());
    }

    private static int done(String id) throws Exception {
        return sql().sql("select count(*) from scoring_image where scoring_id = :id")
                .param("id", Long.parseLong(id))
                .query(Integer.class)
                .single();
    }

    private static String created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(201, 202);
        return answer.json().get("id").asString();
    }

    private static void awaitState(String path, String wanted) {
        Await.until(path + " to be " + wanted, LONG, () -> {
            Api.Answer answer = api.get(path);
            String state = answer.status() == 200 ? answer.json().get("state").asString() : "";
            assertThat(List.of("FAILED", "CANCELLED")).as(answer.text()).doesNotContain(state);
            return state.equals(wanted) ? true : null;
        });
    }
}
