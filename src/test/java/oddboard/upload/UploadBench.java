package oddboard.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import oddboard.testing.Api;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.Program;
import oddboard.testing.Tus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100,000 images of 64 x 64 from the disk to the gallery, against cp and sha256sum of the same file. */
class UploadBench {
    private static final int IMAGES = Integer.getInteger("oddboard.bench.images", 100_000);
    private static final int EDGE = 64;
    private static final int PART_SIZE = 64 << 20;
    private static final Duration LONG = Duration.ofMinutes(9);

    @TempDir
    Path folder;

    private final StringBuilder table = new StringBuilder("""
            # Uploads

            | step | seconds | MB/s | user s | system s |
            |---|---|---|---|---|
            """);
    private Cpu cpu = new Cpu(-1, Path.of(""));

    @Test
    void bringsAHundredThousandImagesToTheGallery() throws Exception {
        Path train = draw(folder.resolve("trainingset.npy"));
        double mb = Files.size(train) / 1e6;
        double copied = command("cp", train.toString(), folder.resolve("copy").toString());
        double hashed = command("sha256sum", train.toString());
        row("cp", copied, mb, "");
        row("sha256sum", hashed, mb, "");
        Files.delete(folder.resolve("copy"));
        Path heap = folder.resolve("gc.log");
        try (Program program = Program.start(
                folder.resolve("home"), List.of("-Xmx512m", "-Xlog:gc:file=" + heap), "--oddboard.demo=false")) {
            cpu = new Cpu(program.pid(), folder.resolve("home/postgres/data/postmaster.pid"));
            Api api = new Api(program.url(), Program.TOKEN);
            String dataset = api.post("/datasets", "{\"name\":\"Faces\"}")
                    .json()
                    .get("id")
                    .asString();
            Tus tus = new Tus(program.url(), Program.TOKEN);
            warmUp(
                    api,
                    new Tus(program.url(), Program.TOKEN),
                    api.post("/datasets", "{\"name\":\"Others\"}")
                            .json()
                            .get("id")
                            .asString());
            double resumable = timed("upload, tus in pieces of 64 MiB", mb, () -> {
                String link = tus.begin(dataset, "trainingset.npy", Files.size(train));
                for (long at = 0; at < Files.size(train); at = tus.received(link)) {
                    assertThat(tus.send(link, at, part(train, at)).get()).isEqualTo(204);
                }
                return null;
            });
            double raw = timed(
                    "upload, one POST (same content again)",
                    mb,
                    () -> api.upload("/datasets/" + dataset + "/uploads?filename=again.npy", train)
                            .json()
                            .get("sha256"));
            String files = others(api, dataset, uploadId(api, dataset));
            String[] version = new String[1];
            double imported = timed("import", mb, () -> {
                version[0] = api.post("/datasets/" + dataset + "/versions", "{\"files\":[" + files + "]}")
                        .json()
                        .get("id")
                        .asString();
                return Await.until("the import", LONG, () -> state(api, version[0]));
            });
            assertThat(state(api, version[0])).isEqualTo("READY");
            double gallery = timed("first gallery page (24 pictures)", 0, () -> gallery(program.url(), version[0]));
            table.append("\nUpload by ")
                    .append("tus %.1f x, by POST %.1f x, upload and import %.1f x"
                            .formatted(
                                    resumable / (copied + hashed),
                                    raw / (copied + hashed),
                                    (resumable + imported) / (copied + hashed)))
                    .append(" of cp + sha256sum. Web JVM at -Xmx512m: ")
                    .append(heap(heap))
                    .append(".\n");
            assertThat(gallery).isLessThan(1.0);
        } finally {
            Path report = Files.createDirectories(Path.of("target/bench")).resolve("upload.md");
            Files.writeString(report, table);
            System.out.println(table);
        }
    }

    /** A server has run for a while when somebody sends it gigabytes: its bytecode is compiled by then. */
    private void warmUp(Api api, Tus tus, String dataset) throws Exception {
        for (int i = 0; i < 3; i++) {
            Path some = Files.write(folder.resolve("some.csv"), new byte[PART_SIZE + i]);
            api.upload("/datasets/" + dataset + "/uploads?filename=some.csv", some);
            String link = tus.begin(dataset, "some.csv", Files.size(some));
            for (long at = 0; at < Files.size(some); at = tus.received(link)) {
                assertThat(tus.send(link, at, part(some, at)).get()).isEqualTo(204);
            }
        }
    }

    private static BodyPublisher part(Path file, long at) throws IOException {
        long length = Math.min(PART_SIZE, Files.size(file) - at);
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        InputStream in = Files.newInputStream(file);
                        in.skipNBytes(at);
                        return new LimitedStream(in, length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                length);
    }

    private static String uploadId(Api api, String dataset) throws Exception {
        return api.get("/datasets/" + dataset + "/uploads")
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asString();
    }

    private static String state(Api api, String version) throws Exception {
        String state = api.get("/versions/" + version).json().get("state").asString();
        return state.equals("IMPORTING") ? null : state;
    }

    private String others(Api api, String dataset, String train) throws Exception {
        boolean[] odd = DrawnSet.everyNth(900, 3);
        String test = api.upload(
                        "/datasets/" + dataset + "/uploads?filename=testingset.npy",
                        DrawnSet.npy(folder.resolve("test.npy"), odd, EDGE, 2))
                .json()
                .get("id")
                .asString();
        String labels = api.upload(
                        "/datasets/" + dataset + "/uploads?filename=labels.csv",
                        DrawnSet.labels(folder.resolve("labels.csv"), odd))
                .json()
                .get("id")
                .asString();
        return "{\"upload\":\"%s\",\"role\":\"train\"},{\"upload\":\"%s\",\"role\":\"test\"},{\"upload\":\"%s\",\"role\":\"labels\"}"
                .formatted(train, test, labels);
    }

    private static Object gallery(String url, String version) {
        HttpClient client = HttpClient.newHttpClient();
        IntStream.range(0, 24)
                .mapToObj(i -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create(
                                        url + "/api/v1/versions/" + version + "/images/" + i * 4000 % IMAGES + ".png"))
                                .header("Authorization", "Bearer " + Program.TOKEN)
                                .build(),
                        BodyHandlers.ofByteArray()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        return "";
    }

    /** Soft faces with noise, of which no two are alike. */
    private static Path draw(Path file) throws IOException {
        byte[] pixels = DrawnSet.pixels(new boolean[512], EDGE, 1);
        int bytes = EDGE * EDGE * 3;
        byte[] header = DrawnSet.npy("|u1", "(" + IMAGES + ", 64, 64, 3)", new byte[0]);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(header);
            byte[] image = new byte[bytes];
            for (int i = 0; i < IMAGES; i++) {
                System.arraycopy(pixels, i % 512 * bytes, image, 0, bytes);
                byte[] number = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(number, 0, image, 0, number.length);
                out.write(image);
            }
        }
        return file;
    }

    private static double command(String... words) throws Exception {
        long begin = System.nanoTime();
        assertThat(new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        return (System.nanoTime() - begin) / 1e9;
    }

    private double timed(String what, double mb, Callable<Object> work) throws Exception {
        double[] before = cpu.seconds();
        long begin = System.nanoTime();
        work.call();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double[] after = cpu.seconds();
        row(what, seconds, mb, "%.1f | %.1f".formatted(after[0] - before[0], after[1] - before[1]));
        return seconds;
    }

    private void row(String what, double seconds, double mb, String cpu) {
        table.append("| %s | %.2f | %s | %s |%n"
                .formatted(what, seconds, mb == 0 ? "" : "%.0f".formatted(mb / seconds), cpu.isEmpty() ? " |" : cpu));
    }

    /** Most heap before a collection, and most that lived after one. */
    private static String heap(Path log) throws IOException {
        long[] most = new long[2];
        Pattern.compile("(\\d+)M->(\\d+)M\\(")
                .matcher(Files.readString(log))
                .results()
                .forEach(pause -> {
                    most[0] = Math.max(most[0], Long.parseLong(pause.group(1)));
                    most[1] = Math.max(most[1], Long.parseLong(pause.group(2)));
                });
        return "at most " + most[0] + " MB of heap before a collection and " + most[1] + " MB after one";
    }

    /** User and system time of a process and all below it, by Linux's books; zero elsewhere. */
    private record Cpu(long root, Path database) {
        double[] seconds() {
            double[] sum = new double[2];
            Stream.concat(tree(root), tree(databasePid())).distinct().forEach(process -> add(process, sum));
            return sum;
        }

        /** The embedded database is nobody's child. */
        private long databasePid() {
            try (var lines = Files.lines(database)) {
                return Long.parseLong(lines.findFirst().orElse("-1").strip());
            } catch (IOException e) {
                return -1;
            }
        }

        private static Stream<ProcessHandle> tree(long root) {
            return root < 0
                    ? Stream.empty()
                    : ProcessHandle.of(root).stream()
                            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        }

        private static void add(ProcessHandle process, double[] sum) {
            try {
                String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
                List<String> words =
                        Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
                // With those of children that have ended: the database has a process a connection.
                sum[0] += (Long.parseLong(words.get(11)) + Long.parseLong(words.get(13))) / 100.0;
                sum[1] += (Long.parseLong(words.get(12)) + Long.parseLong(words.get(14))) / 100.0;
            } catch (IOException e) {
                // It has ended, or this is no Linux.
            }
        }
    }
}
