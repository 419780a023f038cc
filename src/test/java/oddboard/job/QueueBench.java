package oddboard.job;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import oddboard.account.UserId;
import oddboard.testing.Await;
import oddboard.testing.Chromium;
import oddboard.testing.Program;
import oddboard.testing.QuickPassword;
import oddboard.testing.TestDatabase;
import oddboard.worker.LabelDelegate;
import oddboard.worker.QueueParts;
import oddboard.worker.QueueProcess;
import oddboard.worker.TestNode;
import oddboard.worker.ToyHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** How the queue behaves with 10,000 jobs waiting: submission, pages, and how soon an idle worker starts a job. */
class QueueBench {
    private static final int JOBS = 10_000;
    private static final int PEOPLE = 20;

    @TempDir
    private Path folder;

    private final DataSource database = QueueParts.database();
    private final TestNode node = new TestNode(database);
    private final StringBuilder table = new StringBuilder("| what | figure |\n|---|---|\n");

    private interface Work {
        void run() throws Exception;
    }

    private void row(String what, String figure, Object... values) throws Exception {
        table.append("| ")
                .append(what)
                .append(" | ")
                .append(String.format(Locale.ROOT, figure, values))
                .append(" |\n");
        System.out.println(what + ": " + String.format(Locale.ROOT, figure, values));
        Files.writeString(Files.createDirectories(Path.of("target", "bench")).resolve("QueueBench.md"), table);
    }

    private static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    /** "median 12 ms, p95 20 ms" of so many calls, after a tenth of them more to warm up. */
    private static String times(int calls, Callable<Double> seconds) throws Exception {
        double[] times = new double[calls];
        for (int n = -calls / 10 - 1; n < calls; n++) {
            double time = seconds.call();
            if (n >= 0) {
                times[n] = time;
            }
        }
        Arrays.sort(times);
        return String.format(
                Locale.ROOT, "median %.1f ms, p95 %.1f ms", times[calls / 2] * 1000, times[calls * 95 / 100] * 1000);
    }

    private UserId person(int n) {
        return new UserId(TestDatabase.addAccount(database, "person " + n, "MEMBER"));
    }

    private void durable() {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            node.sql.sql("alter system set " + setting + " = 'on'").update();
        }
        node.sql.sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    private String next() throws Exception {
        LabelDelegate delegate = new LabelDelegate();
        delegate.initialize(
                LoggerFactory.getLogger(getClass()),
                "QRTZ_",
                Wakeups.SCHEDULER,
                "w",
                new CascadingClassLoadHelper(),
                true,
                "cpu");
        try (Connection connection = database.getConnection()) {
            return times(
                    50,
                    () -> seconds(() -> delegate.selectTriggerToAcquire(connection, System.currentTimeMillis(), 0, 1)));
        }
    }

    /** Enqueues for an idle worker in another process, and waits until its row says RUNNING. */
    private String pickup(int times) throws Exception {
        return times(times, () -> {
            JobId id =
                    ToyHandler.enqueue(node.context, new NewJob(ToyHandler.KIND, "idle", 0, node.ada.id()), 1, 0, "");
            long began = System.nanoTime();
            while (node.sql
                            .sql("select attempt from job where id = :id")
                            .param("id", id.value())
                            .query(Integer.class)
                            .single()
                    == 0) {
                Thread.sleep(5);
            }
            double took = (System.nanoTime() - began) / 1e9;
            Await.until(
                    "its end",
                    Duration.ofSeconds(20),
                    () -> node.job(id).state().isEnded() ? true : null);
            return took;
        });
    }

    private void submit(List<UserId> people, int jobs) {
        List<Thread> clients = IntStream.range(0, 4)
                .mapToObj(c -> Thread.ofPlatform().start(() -> {
                    for (int n = c; n < jobs; n += 4) {
                        enqueue(people.get(n % people.size()));
                    }
                }))
                .toList();
        clients.forEach(client -> {
            try {
                client.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void enqueue(UserId by) {
        JobId id = node.queue.enqueue(new NewJob("toy", "cpu", 0, by));
        node.queue.describe(id, "run " + id + ": conv", "conv on version 1, 50 epochs, cpu");
    }

    @Test
    void withTenThousandJobsWaiting() throws Exception {
        durable();
        List<UserId> people = IntStream.range(0, PEOPLE).mapToObj(this::person).toList();
        try (QueueProcess idle = QueueProcess.worker(database, folder.resolve("idle"), "oddboard.worker.labels=idle")) {
            node.awaitWorkers(1);
            row("idle worker in another process, submission to RUNNING, empty queue", "%s", pickup(30));
            row("next job of the queue, empty", "%s", next());
            row(
                    "submission, one client, the first 500",
                    "%.0f jobs/s",
                    500
                            / seconds(() -> {
                                for (int n = 0; n < 500; n++) {
                                    enqueue(people.get(n % PEOPLE));
                                }
                            }));
            row(
                    "submission, one transaction of 500 (a sweep)",
                    "%.0f jobs/s",
                    500
                            / seconds(() -> node.context
                                    .getBean(TransactionTemplate.class)
                                    .executeWithoutResult(s -> {
                                        for (int n = 0; n < 500; n++) {
                                            enqueue(people.get(0));
                                        }
                                    })));
            int rest = JOBS - 2_000;
            row(
                    "submission, four clients, up to 9,000 waiting",
                    "%.0f jobs/s",
                    rest / seconds(() -> submit(people.subList(1, PEOPLE), rest)));
            row(
                    "submission, one client, the last 1,000",
                    "%.0f jobs/s",
                    1000
                            / seconds(() -> {
                                for (int n = 0; n < 1000; n++) {
                                    enqueue(people.get(1 + n % (PEOPLE - 1)));
                                }
                            }));
            row("jobs waiting", "%d", node.queue.countOpen());
            reads();
            row("next job of the queue, 10,000 waiting", "%s", next());
            row("idle worker, submission to RUNNING, 10,000 others waiting", "%s", pickup(30));
        }
        page();
        drain();
        node.close();
    }

    private void reads() throws Exception {
        List<Job> first = node.queue.open(0, 100);
        JobId last = node.queue.open(JOBS - 1, 1).getFirst().id();
        row("page of 100 jobs", "%s", times(30, () -> seconds(() -> node.queue.open(0, 100))));
        row("count of open jobs", "%s", times(30, () -> seconds(() -> node.queue.countOpen())));
        row("one waiting job with its position", "%s", times(30, () -> seconds(() -> node.queue.find(last))));
        row(
                "100 waiting jobs by id",
                "%s",
                times(
                        30,
                        () -> seconds(() ->
                                node.queue.find(first.stream().map(Job::id).toList()))));
        row("estimates for all, again", "%s", times(10, () -> {
            Estimates fresh = new Estimates(
                    node.context.getBean(org.springframework.jdbc.core.simple.JdbcClient.class),
                    JobTimes.usual(),
                    System::nanoTime);
            return seconds(() -> fresh.startOf(last));
        }));
    }

    private void page() throws Exception {
        if (Chromium.path().isEmpty()) {
            return;
        }
        node.sql
                .sql("update account set password_hash = :hash")
                .param("hash", QuickPassword.hash("secret"))
                .update();
        try (Program program = Program.start(
                        folder.resolve("home"),
                        Program.measured("-Xmx1g"),
                        "--oddboard.role=web",
                        "--oddboard.demo=false",
                        "--spring.datasource.url=" + TestDatabase.url(database),
                        "--spring.datasource.username=postgres");
                Chromium chromium = new Chromium()) {
            Page page = chromium.person(1440, 900);
            page.navigate(program.url());
            page.getByLabel("Name").fill("person 1");
            page.locator("input[name=password]").fill("secret");
            page.locator("input[name=password]").press("Enter");
            page.locator(".odd-header").first().waitFor();
            List<Double> paint = new ArrayList<>();
            row("queue page in a browser, address to the first row", "%s", times(15, () -> {
                double took = seconds(() -> {
                    page.navigate(program.url() + "/queue");
                    page.locator(".odd-queue__table tbody tr").first().waitFor();
                });
                // The browser notes it a moment after it has painted.
                page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
                paint.add(
                        ((Number) page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                                .doubleValue());
                return took;
            }));
            paint.sort(null);
            row("its first contentful paint", "median %.0f ms", paint.get(paint.size() / 2));
        }
    }

    private void drain() throws Exception {
        node.sql
                .sql("insert into toy select id, 1, 0, '' from job where state = 'QUEUED' on conflict do nothing")
                .update();
        try (QueueProcess one = QueueProcess.worker(database, folder.resolve("one"));
                QueueProcess two = QueueProcess.worker(database, folder.resolve("two"))) {
            node.awaitWorkers(2);
            int before = done();
            double took = seconds(() -> Thread.sleep(20_000));
            row("two workers of one slot, jobs without work, 10,000 waiting", "%.0f jobs/s", (done() - before) / took);
            row(
                    "jobs done twice",
                    "%d",
                    node.sql
                            .sql("select count(*) from job where attempt > 1")
                            .query(Integer.class)
                            .single());
            if (!one.isAlive() || !two.isAlive()) {
                throw new IllegalStateException("a worker has ended");
            }
        }
    }

    private int done() {
        return node.sql
                .sql("select count(*) from job where state = 'SUCCEEDED'")
                .query(Integer.class)
                .single();
    }
}
