package oddboard.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.image.Crop;
import oddboard.ingest.ImportHandler;
import oddboard.ingest.ImportSpec;
import oddboard.ingest.Imports;
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.quota.Quotas;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;
import oddboard.upload.Uploads;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Data sets on a database of their own, with the queue reduced to its rows and one worker's attempt. */
public final class DatasetFixture {
    public final DataSource database;
    public final JdbcClient jdbc;
    public final TransactionTemplate transaction;
    public final BlobStore blobs;
    public final Quotas quotas;
    public final Datasets datasets;
    public final Uploads uploads;
    public final Imports imports;
    public final ImportHandler handler;
    public final User admin;
    public final User member;
    public final User other;
    public final User viewer;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Path home;
    private int attempts;

    public DatasetFixture(Path home) {
        this(home, TestDatabase.dataSource());
    }

    public DatasetFixture(Path home, DataSource database) {
        this.home = home;
        this.database = database;
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("oddboard.home", home.toString(), "oddboard.queue.limit", "1000")));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(JobQueue.class, this::rowQueue);
        // What no test asks for is not started.
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.register(Parts.class);
        context.refresh();
        jdbc = part(JdbcClient.class);
        transaction = part(TransactionTemplate.class);
        admin = user("ada", Role.ADMIN);
        member = user("mia", Role.MEMBER);
        other = user("otto", Role.MEMBER);
        viewer = user("vera", Role.VIEWER);
        blobs = part(BlobStore.class);
        quotas = part(Quotas.class);
        datasets = part(Datasets.class);
        uploads = part(Uploads.class);
        imports = part(Imports.class);
        handler = part(ImportHandler.class);
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
                "oddboard.gallery"
            },
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = "oddboard\\..*\\.ui\\..*|.*Highlight"))
    @Import({DatabaseBeans.class, RunFixture.People.class, Audit.class})
    public static class Parts {}

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public User user(String name, Role role) {
        return new User(new UserId(TestDatabase.addAccount(database, name, role.name())), name, role, false);
    }

    /** Only what a data set needs of the queue: a row in the caller's transaction. */
    private JobQueue rowQueue() {
        var factory = new ProxyFactory();
        factory.setTargetClass(JobQueue.class);
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) call -> {
            if (call.getMethod().getName().equals("describe")) {
                return null;
            }
            if (!call.getMethod().getName().equals("enqueue")) {
                throw new UnsupportedOperationException(call.getMethod().getName());
            }
            var job = (NewJob) call.getArguments()[0];
            return new JobId(jdbc.sql("""
                            insert into job (kind, label, priority, state, account_id)
                            values (:kind, :label, :priority, 'QUEUED', :by) returning id""")
                    .param("kind", job.kind())
                    .param("label", job.label())
                    .param("priority", job.priority())
                    .param("by", job.by().value())
                    .query(Long.class)
                    .single());
        });
        return (JobQueue) factory.getProxy();
    }

    public Dataset create(String name) {
        return datasets.create(name, "", Dataset.Visibility.TEAM, member);
    }

    public Upload upload(Dataset dataset, String name, byte[] bytes) {
        try {
            return uploads.store(dataset.id(), name, new ByteArrayInputStream(bytes), member);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads the files, each in the part that its name tells. */
    public ImportSpec spec(Dataset dataset, Map<String, byte[]> files) {
        var list = new ArrayList<ImportSpec.File>();
        files.forEach((name, bytes) ->
                list.add(new ImportSpec.File(upload(dataset, name, bytes).id(), Imports.guessRole(name))));
        return new ImportSpec(list, 0, Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP);
    }

    /** Queues and does an import; the version as it is afterwards. */
    public DatasetVersion importNow(Dataset dataset, ImportSpec spec) throws Exception {
        var version = imports.start(dataset.id(), spec, member);
        work(version);
        return datasets.findVersion(version.id(), member).orElseThrow();
    }

    public DatasetVersion importNow(Dataset dataset, Map<String, byte[]> files) throws Exception {
        return importNow(dataset, spec(dataset, files));
    }

    public void work(DatasetVersion version) throws Exception {
        var attempt = attempt(version);
        try {
            handler.handle(attempt);
        } catch (JobFailure e) {
            setState(version, "FAILED");
            throw e;
        }
    }

    public Attempt attempt(DatasetVersion version) throws IOException {
        return new Attempt(version.job(), Files.createDirectories(home.resolve("attempt-" + ++attempts)));
    }

    public void setState(DatasetVersion version, String state) {
        jdbc.sql("update job set state = :state where id = :id")
                .param("state", state)
                .param("id", version.job().value())
                .update();
    }

    /** One attempt that holds its job. */
    public final class Attempt implements JobContext {
        private final JobId job;
        private final Path directory;
        public final List<Long> progress = new ArrayList<>();
        public long total;
        public int stopAfter = Integer.MAX_VALUE;

        Attempt(JobId job, Path directory) {
            this.job = job;
            this.directory = directory;
        }

        @Override
        public JobId job() {
            return job;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String worker() {
            return "test";
        }

        @Override
        public String device() {
            return "cpu";
        }

        @Override
        public Stop stop() {
            return progress.size() >= stopAfter ? Stop.CANCEL : Stop.NONE;
        }

        @Override
        public void progress(long done, long total, String unit) {
            progress.add(done);
            this.total = total;
        }

        @Override
        public void fenced(Runnable work) {
            transaction.executeWithoutResult(status -> work.run());
        }

        @Override
        public void publish(Runnable work) {
            transaction.executeWithoutResult(status -> {
                work.run();
                jdbc.sql("update job set state = 'SUCCEEDED' where id = :id")
                        .param("id", job.value())
                        .update();
            });
        }

        @Override
        public Path directory() {
            return directory;
        }
    }
}
