package oddboard.dataset;

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
import oddboard.job.JobContext;
import oddboard.job.JobFailure;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.quota.Quotas;
import oddboard.quota.TestQuotas;
import oddboard.storage.BlobStore;
import oddboard.storage.TestBlobStore;
import oddboard.testing.TestDatabase;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** This room on a database of its own, with the queue reduced to its rows and one worker's attempt. */
final class DatasetRoom {
    final DataSource database;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final BlobStore blobs;
    final Quotas quotas;
    final StorageQuota quota;
    final Datasets datasets;
    final ImportHandler handler;
    final User admin;
    final User member;
    final User other;
    final User viewer;
    private final Path home;
    private int attempts;

    DatasetRoom(Path home) {
        this(home, TestDatabase.dataSource());
    }

    DatasetRoom(Path home, DataSource database) {
        this.home = home;
        this.database = database;
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        admin = user("ada", Role.ADMIN);
        member = user("mia", Role.MEMBER);
        other = user("otto", Role.MEMBER);
        viewer = user("vera", Role.VIEWER);
        blobs = TestBlobStore.create(database, home);
        var repository = new DatasetRepository(jdbc);
        var imports = new ImportRepository(jdbc);
        var files = new ImportFiles(blobs);
        quotas = TestQuotas.create(database);
        quota = new StorageQuota(jdbc, quotas, transaction);
        datasets = new Datasets(repository, imports, files, blobs, rowQueue(), transaction, quota, Audit.of(jdbc));
        handler = new ImportHandler(imports, files, blobs, quota);
    }

    LabelSplits splits() {
        return new LabelSplits(new LabelSplitRepository(jdbc), new LabelSetRepository(jdbc), datasets, transaction, event -> { },
                Audit.of(jdbc));
    }

    LabelSets labelSets() {
        return new LabelSets(new LabelSetRepository(jdbc), datasets, splits(), new LabelSplitRepository(jdbc), transaction,
                event -> { }, Audit.of(jdbc));
    }

    final User user(String name, Role role) {
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

    Dataset create(String name) {
        return datasets.create(name, "", Dataset.Visibility.TEAM, member);
    }

    Upload upload(Dataset dataset, String name, byte[] bytes) {
        try {
            return datasets.upload(dataset.id(), name, new ByteArrayInputStream(bytes), member);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads the files, each in the part that its name tells. */
    ImportSpec spec(Dataset dataset, Map<String, byte[]> files) {
        var list = new ArrayList<ImportSpec.File>();
        files.forEach((name, bytes) ->
                list.add(new ImportSpec.File(upload(dataset, name, bytes).id(), Datasets.guessRole(name))));
        return new ImportSpec(list, 0, ImportSpec.Crop.SQUARE, 0, ImportSpec.OnBadFile.STOP);
    }

    /** Queues and does an import; the version as it is afterwards. */
    DatasetVersion importNow(Dataset dataset, ImportSpec spec) throws Exception {
        var version = datasets.importVersion(dataset.id(), spec, member);
        work(version);
        return datasets.findVersion(version.id(), member).orElseThrow();
    }

    DatasetVersion importNow(Dataset dataset, Map<String, byte[]> files) throws Exception {
        return importNow(dataset, spec(dataset, files));
    }

    void work(DatasetVersion version) throws Exception {
        var attempt = attempt(version);
        try {
            handler.handle(attempt);
        } catch (JobFailure e) {
            setState(version, "FAILED");
            throw e;
        }
    }

    Attempt attempt(DatasetVersion version) throws IOException {
        return new Attempt(version.job(), Files.createDirectories(home.resolve("attempt-" + ++attempts)));
    }

    void setState(DatasetVersion version, String state) {
        jdbc.sql("update job set state = :state where id = :id")
                .param("state", state).param("id", version.job().value()).update();
    }

    /** One attempt that holds its job. */
    final class Attempt implements JobContext {
        private final JobId job;
        private final Path directory;
        final List<Long> progress = new ArrayList<>();
        long total;
        int stopAfter = Integer.MAX_VALUE;

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
                jdbc.sql("update job set state = 'SUCCEEDED' where id = :id").param("id", job.value()).update();
            });
        }

        @Override
        public Path directory() {
            return directory;
        }
    }
}
