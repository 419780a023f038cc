package oddboard.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.audit.AuditLog;
import oddboard.common.StoredJson;
import oddboard.dataset.Datasets;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Settings;
import oddboard.job.DerivedJobs;
import oddboard.job.JobHandler;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.run.RunRow;
import oddboard.run.Runs;
import oddboard.storage.BlobStore;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.EmptyTargetSource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The real parts of runs over a database of its own, with a data set of blobs in it: 24 training images, 12 test images. */
public final class RunFixture implements AutoCloseable {
    public static final int SIZE = 32;
    public static final boolean[] TRAIN = new boolean[24];
    public static final boolean[] TEST = DrawnSet.everyNth(12, 3);

    public final DataSource database = TestDatabase.dataSource();
    public final JdbcClient jdbc = JdbcClient.create(database);
    public final long account = TestDatabase.addAccount(database, "ada", "ADMIN");
    public final byte[] testPixels = DrawnSet.pixels(TEST, SIZE, 2);
    public final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    public final long version;

    /** A worker's part alone, without a queue. */
    public RunFixture(Path home) throws IOException {
        this(home, Parts.class, NoQueue.class);
    }

    /** With the real queue, whose scheduler is never started, as on a web node. */
    public static RunFixture withQueue(Path home) throws IOException {
        return new RunFixture(home, Parts.class, Queue.class);
    }

    private RunFixture(Path home, Class<?>... parts) throws IOException {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("oddboard.home", home.toString())));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(DataSource.class, () -> database);
        context.register(parts);
        context.refresh();
        version = addVersion();
    }

    /** Not annotated as a component, so that no scan of the whole program finds it. */
    @ComponentScan(
            basePackages = {
                "oddboard.quota",
                "oddboard.storage",
                "oddboard.dataset",
                "oddboard.label",
                "oddboard.place",
                "oddboard.upload",
                "oddboard.ingest",
                "oddboard.gallery",
                "oddboard.backbone",
                "oddboard.run",
                "oddboard.evaluation",
                "oddboard.leaderboard",
                "oddboard.registry",
                "oddboard.sweep",
                "oddboard.training",
                "oddboard.registry",
                "oddboard.scoring",
                "oddboard.notice",
                "oddboard.export"
            },
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "oddboard\\..*\\.ui\\..*|.*Highlight|.*scoring\\.Predictions"))
    @Import({DatabaseBeans.class, People.class, Audit.class, AuditLog.class})
    static class Parts {}

    @ComponentScan(
            basePackages = "oddboard.account",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "oddboard\\.account\\.(User(s|Repository)|SessionTimes)"))
    public static class People {
        @Bean
        PasswordEncoder passwords() {
            return PasswordEncoderFactories.createDelegatingPasswordEncoder();
        }
    }

    static class NoQueue {
        /** Stands where the queue would: a worker's part never calls it. */
        @Bean
        JobQueue noQueue() {
            return (JobQueue) ProxyFactory.getProxy(EmptyTargetSource.forClass(JobQueue.class));
        }

        @Bean
        DerivedJobs derivedJobs(JdbcClient sql) {
            return new DerivedJobs(sql);
        }
    }

    @ComponentScan(
            basePackages = {"oddboard.job", "oddboard.worker", "oddboard.inbox"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "oddboard\\.inbox\\.ui\\..*"))
    static class Queue {}

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    private long addVersion() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(DrawnSet.pixels(TRAIN, SIZE, 1));
        packed.write(testPixels);
        String sha256 = part(BlobStore.class)
                .put(new ByteArrayInputStream(packed.toByteArray()))
                .sha256();
        long set = jdbc.sql("insert into dataset (name, account_id) values ('Blobs', :by) returning id")
                .param("by", account)
                .query(Long.class)
                .single();
        long id = jdbc.sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count,
                                             images_sha256, ready_at)
                values (:set, 1, :job, '{}', :size, 3, :train, :test, :sha256, now()) returning id
                """)
                .param("set", set)
                .param("job", addJob("import", "SUCCEEDED").value())
                .param("size", SIZE)
                .param("train", TRAIN.length)
                .param("test", TEST.length)
                .param("sha256", sha256)
                .query(Long.class)
                .single();
        label(id, TEST);
        return id;
    }

    public void label(long version, boolean[] anomalous) {
        String[] types = new String[anomalous.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = anomalous[i] ? "spot" : "";
        }
        jdbc.sql("""
                insert into label_set (version_id, number, anomalous, type)
                select :version, count(*) + 1, :anomalous, :type from label_set where version_id = :version
                """)
                .param("version", version)
                .param("anomalous", anomalous)
                .param("type", types)
                .update();
    }

    private JobId addJob(String kind, String state) {
        return new JobId(jdbc.sql(
                        "insert into job (kind, label, state, account_id) values (:kind, 'cpu', :state, :by) returning id")
                .param("kind", kind)
                .param("state", state)
                .param("by", account)
                .query(Long.class)
                .single());
    }

    /** A run that waits, past the queue: its job is there and nobody has claimed it. */
    public RunRow addRun(String detector, Map<String, ?> settings) {
        Detector kind = Detectors.byId(detector).orElseThrow();
        Settings checked = Settings.of(kind.settings(), settings);
        JobId job = addJob(Runs.JOB_KIND, "QUEUED");
        jdbc.sql("""
                insert into run (version_id, job_id, name, tags, detector, settings, seed, epochs, account_id)
                values (:version, :job, 'a run', '{}', :detector, cast(:settings as json), :seed, :epochs, :by)
                """)
                .param("version", version)
                .param("job", job.value())
                .param("detector", detector)
                .param("settings", StoredJson.MAPPER.writeValueAsString(checked.asMap()))
                .param("seed", checked.integer("seed"))
                .param("epochs", oddboard.run.RunStarter.epochs(checked))
                .param("by", account)
                .update();
        return part(Runs.class).stored(job).orElseThrow();
    }

    /** The run as it is stored now. */
    public RunRow stored(RunRow run) {
        return part(Runs.class).stored(run.job()).orElseThrow();
    }

    public User admin() {
        return new User(new UserId(account), "ada", Role.ADMIN, false);
    }

    public long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    public JobHandler handler() {
        return context.getBeansOfType(JobHandler.class).values().stream()
                .filter(h -> h.kind().equals(Runs.JOB_KIND))
                .findFirst()
                .orElseThrow();
    }

    public Datasets datasets() {
        return part(Datasets.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
