package oddboard.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import oddboard.testing.Api;
import oddboard.testing.PageClient;
import oddboard.testing.Program;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Home, Runs and search with 2,000 data sets and 20,000 runs while 20 people use them: each goes to a page or searches every
 * {@code oddboard.bench.pause} (2) seconds, give or take a quarter, for {@code oddboard.bench.seconds} (60).
 */
class FindingBench {
    private static final int PEOPLE = 20;
    private static final int SECONDS = Integer.getInteger("oddboard.bench.seconds", 60);
    private static final int PAUSE_MILLIS =
            (int) (1_000 * Double.parseDouble(System.getProperty("oddboard.bench.pause", "2")));
    /** Milliseconds within which 95 of 100 answers of each kind come. */
    private static final int LIMIT = 300;

    private static final String PASSWORD = "seven wide caps";
    private static final String TOKEN = "odd_of_person7";
    /** What people do, by the name of its line in the table. */
    private static final List<String> PAGES = List.of(
            "",
            "?page=17",
            "?search=steel caps",
            "?sort=used",
            "?view=list&sort=images",
            "?show=favorites",
            "runs",
            "runs?search=comet 17",
            "runs?sort=name",
            "runs?state=failed&by=person3",
            "sweeps/new",
            "compare");

    private static final List<String> SEARCHES =
            List.of("comet 17", "steel", "set 1234", "person7 conv", "nothing of it");

    /** Every tenth is private, a fifth is in a project; ten runs on each, of which one in twenty failed. */
    private static final List<String> ROWS = List.of(
            """
            insert into account (name, password_hash, role)
            select 'person' || i, :hash, 'MEMBER' from generate_series(0, %d) i""".formatted(PEOPLE - 1),
            """
            insert into project (name, account_id)
            select 'Hall ' || i, (select id from account where name = 'person' || i % 20) from generate_series(1, 40) i""",
            """
            insert into project_member (project_id, account_id, role)
            select p.id, a.id, 'EDITOR' from project p, account a
            where a.name like 'person%' and (p.id + a.id) % 3 = 0 and p.account_id <> a.id""",
            """
            insert into dataset (name, description, tags, account_id, visibility, project_id, created_at)
            select (array['Steel caps', 'Glass', 'Foil', 'Castings', 'Boards'])[1 + i % 5] || ' set ' || i,
                   repeat('What the images show, and what counts as odd. ', 8), array['line ' || i % 12],
                   (select id from account where name = 'person' || i % 20), case when i % 10 = 0 then 'private' else 'team' end,
                   case when i % 5 = 0 then (select min(id) from project) + i % 40 end, now() - (2000 - i) * interval '1 hour'
            from generate_series(1, 2000) i""",
            """
            insert into dataset_favorite (account_id, dataset_id)
            select a.id, d.id from account a, dataset d where a.name like 'person%' and (a.id + d.id) % 97 = 0""",
            """
            insert into job (kind, label, state, account_id, attempt, ended_at, priority)
            select 'import', 'cpu', 'SUCCEEDED', d.account_id, 1, now(), d.id from dataset d order by d.id""",
            """
            insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count, ready_at)
            select priority, 1, id, '{}', 32, 3, 100 + priority, 200, now() from job where kind = 'import'""",
            """
            insert into label_set (version_id, number, anomalous, type)
            select id, 1, array_fill(true, array[200]), array_fill('dent'::text, array[200]) from dataset_version""",
            """
            insert into job (kind, label, state, account_id, attempt, worker, ended_at, priority)
            select 'run', 'cpu', case when i % 20 = 0 then 'FAILED' else 'SUCCEEDED' end,
                   (select id from account where name = 'person' || i % 20), 1, 'w', now(), i
            from generate_series(1, 20000) i""",
            """
            insert into run (version_id, job_id, name, tags, detector, settings, seed, epochs, account_id, created_at)
            select v.id, j.id, (array['comet', 'meteor', 'nova'])[1 + j.priority % 3] || ' ' || j.priority,
                   array['week ' || j.priority % 30], (array['conv', 'vae', 'patches'])[1 + j.priority % 3],
                   '{"epochs":20,"batchSize":128}', j.priority, 20, j.account_id, now() - (20000 - j.priority) * interval '5 minutes'
            from job j join dataset_version v on v.id = (select min(id) from dataset_version) + j.priority % 2000
            where j.kind = 'run'""",
            "insert into blob (sha256, size) values (repeat('0', 64), 0)",
            """
            insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size, channels,
                                    error_scale, score_seconds)
            select r.id, l.id, array_fill(0.5::double precision, array[200]), repeat('0', 64), 200, 32, 3, 10, 2
            from run r join job j on j.id = r.job_id join label_set l on l.version_id = r.version_id
            where j.state = 'SUCCEEDED'""",
            """
            insert into run_judgement
            select run_id, label_set_id, 0.5 + run_id % 499 / 1000.0, 0.4, 0.99, 0.5, now(), 0.5, 1, 0.4, 0.6 from run_result""",
            "update job set priority = 0",
            "analyze");

    @TempDir
    Path home;

    private final Map<String, ConcurrentLinkedQueue<Double>> millis = new TreeMap<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    @Test
    void twentyPeopleAmongThousands() throws Exception {
        PAGES.forEach(page -> millis.put("/" + page, new ConcurrentLinkedQueue<>()));
        millis.put("search", new ConcurrentLinkedQueue<>());
        DataSource database = TestDatabase.dataSource();
        var single = new SingleConnectionDataSource(database.getConnection(), true);
        JdbcClient sql = JdbcClient.create(single);
        String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
        for (String rows : ROWS) {
            (rows.contains(":hash") ? sql.sql(rows).param("hash", hash) : sql.sql(rows)).update();
        }
        assertThat(sql.sql("select count(*) from run").query(Long.class).single())
                .isEqualTo(20_000);
        sql.sql("""
                        insert into access_token (account_id, name, scope, token_sha256)
                        select id, 'search', 'READ', sha256(cast(:token as bytea)) from account where name = 'person7'""").param("token", TOKEN).update();
        single.destroy();
        List<PageClient> people = new ArrayList<>();
        try (Program program = Program.start(
                        home,
                        Program.measured("-Xmx1g"),
                        "--oddboard.demo=false",
                        "--oddboard.role=web",
                        "--spring.datasource.url=" + TestDatabase.url(database),
                        "--spring.datasource.username=postgres");
                HttpClient http = HttpClient.newHttpClient()) {
            Api api = new Api(program.url(), TOKEN);
            for (int i = 0; i < PEOPLE; i++) {
                PageClient person = new PageClient(http, program.url());
                person.signIn("person" + i, PASSWORD);
                person.open("");
                people.add(person);
            }
            // What the program does for the first time is not what people wait for later.
            use(people.getFirst(), api, new Random(0), System.nanoTime() + TimeUnit.SECONDS.toNanos(15), 0);
            millis.values().forEach(ConcurrentLinkedQueue::clear);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Thread> hands = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                PageClient person = people.get(i);
                Random random = new Random(i);
                hands.add(Thread.ofVirtual().start(() -> use(person, api, random, end, PAUSE_MILLIS)));
            }
            for (Thread hand : hands) {
                hand.join();
            }
            people.forEach(PageClient::close);
        }
        assertThat(faults).isEmpty();
        double worst = report();
        assertThat(worst).as("95 of 100 answers, the slowest kind").isLessThan(LIMIT);
    }

    private void use(PageClient person, Api api, Random random, long end, int pause) {
        try {
            Thread.sleep(random.nextInt(pause + 1));
            while (System.nanoTime() < end) {
                int what = random.nextInt(PAGES.size() + 4);
                long start = System.nanoTime();
                String name;
                if (what < PAGES.size()) {
                    name = "/" + PAGES.get(what);
                    person.go(PAGES.get(what));
                } else {
                    name = "search";
                    String words = SEARCHES.get(random.nextInt(SEARCHES.size()));
                    assertThat(api.get("/search?search=" + words.replace(" ", "%20"))
                                    .status())
                            .isEqualTo(200);
                }
                millis.get(name).add((System.nanoTime() - start) / 1e6);
                Thread.sleep(pause * 3L / 4 + random.nextInt(pause / 2 + 1));
            }
        } catch (Exception | AssertionError e) {
            faults.add(e.toString());
        }
    }

    /** @return the p95 of the slowest kind, in milliseconds */
    private double report() throws Exception {
        StringBuilder table = new StringBuilder(
                "| 2,000 data sets, 20,000 runs, %d people, %d s | times | p50 ms | p95 ms | max ms |\n|---|---|---|---|---|\n"
                        .formatted(PEOPLE, SECONDS));
        double worst = 0;
        for (var line : millis.entrySet()) {
            double[] sorted =
                    line.getValue().stream().mapToDouble(m -> m).sorted().toArray();
            assertThat(sorted).as(line.getKey()).isNotEmpty();
            worst = Math.max(worst, at(sorted, 0.95));
            table.append("| %s | %d | %.0f | %.0f | %.0f |\n"
                    .formatted(line.getKey(), sorted.length, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1)));
        }
        Path file = Path.of("target", "bench", "finding.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println(table);
        return worst;
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }
}
