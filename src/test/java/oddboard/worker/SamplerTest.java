package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import oddboard.job.JobQueue;
import oddboard.job.WorkerSample;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SamplerTest {
    private final DataSource database = TestDatabase.dataSource();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void storesWhatItMeasuredBesideTheHeartbeat() throws InterruptedException {
        WorkerIdentity worker = WorkerIdentity.ofThisProcess("cpu");
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version) values (:id, 'here', 1, '{cpu}', 1, 'cpu', '1')
                """).param("id", worker.id()).update();
        try (Sampler sampler = new Sampler(sql, worker, () -> System.nanoTime() - 90_000_000_000L)) {
            sampler.sample();
            sampler.sample();
            sampler.send();
        }
        WorkerSample sample;
        try (var web = QueueParts.still(database, "web")) {
            sample = web.getBean(JobQueue.class).workers().getFirst().sample();
        }
        assertThat(sample).isNotNull();
        assertThat(sample.deviceName()).matches(".+, \\d+ cores?");
        assertThat(sample.memoryTotal()).isPositive();
        assertThat(sample.memory()).isBetween(1L, sample.memoryTotal());
        assertThat(sample.gpu()).isNull();
        assertThat(sample.cpuHistory()).allSatisfy(use -> assertThat(use).isBetween(0, 100));
        assertThat(sql.sql("select now() - looked_at between interval '89 s' and interval '95 s' from worker")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }
}
