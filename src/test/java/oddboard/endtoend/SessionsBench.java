package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import oddboard.testing.PageClient;
import oddboard.testing.Program;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Many users at once: signed-in pages with live push, each clicking every few seconds on board, run and queue pages while runs
 * train. {@code oddboard.bench.sessions} (200) and {@code oddboard.bench.seconds} (300) say how many and for how long.
 *
 * <p>Every click is a change of the whole page. {@code oddboard.bench.pause} says for how many seconds a person looks at one,
 * give or take a quarter: 4 are 50 new pages a second for 200 users, far more than users who read what is on them.
 */
class SessionsBench {
    private static final int SESSIONS = Integer.getInteger("oddboard.bench.sessions", 200);
    private static final int SECONDS = Integer.getInteger("oddboard.bench.seconds", 300);
    /** Of the web process; {@code oddboard.bench.jvm} adds options, such as a recording's. */
    private static final List<String> JVM =
            Program.measured(("-Xmx1536m " + System.getProperty("oddboard.bench.jvm", ""))
                    .strip()
                    .split(" "));

    private static final int PAUSE_MILLIS =
            (int) (1_000 * Double.parseDouble(System.getProperty("oddboard.bench.pause", "4")));
    private static final String PASSWORD = "seven wide caps";

    @TempDir
    Path home;

    /** Seconds of processor time that the web process and this one, which are all the browsers, took while users clicked. */
    private double[] cpu = new double[2];

    private record Click(String page, double millis, int characters) {}

    @Test
    void peopleClickWhileRunsTrain() throws Exception {
        DataSource database = TestDatabase.dataSource();
        var single = new SingleConnectionDataSource(database.getConnection(), true);
        JdbcClient sql = JdbcClient.create(single);
        SessionsSet.Seeded seeded = SessionsSet.seed(sql, SESSIONS, PASSWORD);
        var clicks = new ConcurrentLinkedQueue<Click>();
        var faults = new ConcurrentLinkedQueue<String>();
        var over = new AtomicBoolean();
        List<PageClient> people = new ArrayList<>();
        Thread trainings = Thread.ofVirtual().start(() -> SessionsSet.train(sql, seeded, over));
        try (Program program = Program.start(
                        home,
                        JVM,
                        "--oddboard.demo=false",
                        "--oddboard.role=web",
                        "--spring.datasource.url=" + TestDatabase.url(database),
                        "--spring.datasource.username=postgres");
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < SESSIONS; i++) {
                PageClient person = new PageClient(http, program.url());
                person.signIn("person" + i, PASSWORD);
                person.open("datasets/" + seeded.dataset());
                people.add(person);
            }
            List<Thread> hands = new ArrayList<>();
            cpu = new double[] {
                cpuSeconds(program.pid()), cpuSeconds(ProcessHandle.current().pid())
            };
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (int i = 0; i < SESSIONS; i++) {
                PageClient person = people.get(i);
                Random random = new Random(i);
                hands.add(Thread.ofVirtual().start(() -> click(person, seeded, random, end, clicks, faults)));
            }
            for (Thread hand : hands) {
                hand.join();
            }
            cpu[0] = cpuSeconds(program.pid()) - cpu[0];
            cpu[1] = cpuSeconds(ProcessHandle.current().pid()) - cpu[1];
            try {
                report(program, people, new ArrayList<>(clicks), List.copyOf(faults));
            } finally {
                // The client's end would wait for that of their connections.
                people.forEach(PageClient::close);
            }
        } finally {
            over.set(true);
            trainings.join();
            single.destroy();
        }
    }

    private static void click(
            PageClient person,
            SessionsSet.Seeded seeded,
            Random random,
            long end,
            ConcurrentLinkedQueue<Click> clicks,
            ConcurrentLinkedQueue<String> faults) {
        try {
            Thread.sleep(random.nextInt(PAUSE_MILLIS));
            while (System.nanoTime() < end) {
                String page = switch (random.nextInt(4)) {
                    case 0 -> "datasets/" + seeded.dataset();
                    case 1 -> "queue";
                    case 2 ->
                        "runs/"
                                + seeded.running()
                                        .get(random.nextInt(seeded.running().size()));
                    default ->
                        "runs/"
                                + seeded.ended()
                                        .get(random.nextInt(seeded.ended().size()));
                };
                long start = System.nanoTime();
                int characters = person.go(page);
                clicks.add(new Click(page.replaceAll("\\d+", "N"), (System.nanoTime() - start) / 1e6, characters));
                Thread.sleep(PAUSE_MILLIS * 3 / 4 + random.nextInt(PAUSE_MILLIS / 2));
            }
        } catch (Exception e) {
            faults.add(e.toString());
        }
    }

    private void report(Program program, List<PageClient> people, List<Click> clicks, List<String> faults)
            throws Exception {
        StringBuilder table = new StringBuilder(
                "| %d sessions, %d s, %d clicks | p50 ms | p95 ms | p99 ms | max ms | answer kB |\n|---|---|---|---|---|---|\n"
                        .formatted(people.size(), SECONDS, clicks.size()));
        for (String page : clicks.stream().map(Click::page).distinct().sorted().toList()) {
            line(table, page, clicks.stream().filter(c -> c.page().equals(page)).toList());
        }
        double p95 = line(table, "all", clicks);
        long pushes = people.stream().mapToLong(p -> p.pushes.get()).sum();
        long bytes = people.stream().mapToLong(p -> p.pushBytes.get()).sum();
        double live = SessionsSet.liveHeapMegabytes(program.pid());
        table.append("\n%d pushes (%.1f a second, %.1f kB each); heap in use after a collection: %.0f MB; errors: %d\n"
                .formatted(
                        pushes,
                        pushes / (double) SECONDS,
                        pushes == 0 ? 0 : bytes / 1000.0 / pushes,
                        live,
                        faults.size()));
        table.append(
                "each looks at a page for %.1f s; processor time a click: server %.1f ms, this client %.1f ms; in use: %.2f and %.2f of the cores\n"
                        .formatted(
                                PAUSE_MILLIS / 1000.0,
                                1000 * cpu[0] / clicks.size(),
                                1000 * cpu[1] / clicks.size(),
                                cpu[0] / SECONDS,
                                cpu[1] / SECONDS));
        Path file = Path.of("target", "bench", "sessions.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println(table);
        faults.stream().limit(5).forEach(System.out::println);
        program.log()
                .lines()
                .filter(l -> l.contains("ERROR") || l.contains("WARN"))
                .limit(10)
                .forEach(System.out::println);
        assertThat(faults).isEmpty();
        assertThat(pushes).as("pushes").isPositive();
        assertThat(p95).isLessThan(Duration.ofMillis(500).toMillis());
        assertThat(live).isLessThan(1_536);
    }

    private static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(p -> p.info().totalCpuDuration())
                .map(d -> d.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private static double line(StringBuilder table, String name, List<Click> clicks) {
        double[] sorted = clicks.stream().mapToDouble(Click::millis).sorted().toArray();
        double kilobytes = clicks.stream().mapToInt(Click::characters).average().orElse(0) / 1000;
        table.append("| %s | %.0f | %.0f | %.0f | %.0f | %.0f |\n"
                .formatted(name, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1), kilobytes));
        return at(sorted, 0.95);
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }
}
