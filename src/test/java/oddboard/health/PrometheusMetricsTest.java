package oddboard.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import oddboard.job.JobQueue;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class PrometheusMetricsTest extends PageTest {
    @Autowired
    private JobQueue queue;

    @Autowired
    private JdbcClient sql;

    private static String text(PrometheusMetrics metrics) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PrometheusTextFormatWriter(false).write(out, metrics.collect());
        return out.toString(StandardCharsets.UTF_8);
    }

    private void job(String label, String state, String columns, String values) {
        sql.sql("insert into job (kind, label, state, account_id, created_at" + columns + ") select 'figure', '" + label
                        + "', '" + state + "', id, now() - interval '100 s'" + values
                        + " from account where name = 'ada'")
                .update();
    }

    @Test
    void countsWhatWaitsFailsAndLivesAndAsksEveryFiveSecondsAtMost() throws IOException {
        job("fig", "QUEUED", "", "");
        job("fig", "QUEUED", "", "");
        job("fig", "FAILED", ", error_code, started_at, ended_at", ", 'OUT_OF_MEMORY', now() - interval '70 s', now()");
        job("fig", "SUCCEEDED", ", started_at, ended_at, lost_attempts", ", now() - interval '90 s', now(), 2");
        try {
            AtomicLong clock = new AtomicLong();
            PrometheusMetrics metrics = new PrometheusMetrics(sql, queue, clock::get);
            String text = text(metrics);
            assertThat(text)
                    .contains(
                            "oddboard_jobs{label=\"fig\",state=\"queued\"} 2.0",
                            "oddboard_job_wait_seconds_count{label=\"fig\"} 2",
                            "oddboard_job_wait_seconds_sum{label=\"fig\"} 40.0",
                            "oddboard_job_failures_total{cause=\"OUT_OF_MEMORY\",kind=\"figure\"} 1.0",
                            "oddboard_job_lost_attempts_total{kind=\"figure\"} 2.0",
                            "oddboard_workers{state=\"silent\"}",
                            "# TYPE oddboard_job_wait_seconds summary");
            assertThat(text).containsPattern("oddboard_job_oldest_wait_seconds\\{label=\"fig\"} 1[0-9][0-9]\\.");
            job("fig", "QUEUED", "", "");
            clock.set(TimeUnit.MILLISECONDS.toNanos(4_900));
            assertThat(text(metrics)).isEqualTo(text);
            clock.set(TimeUnit.MILLISECONDS.toNanos(5_100));
            assertThat(text(metrics)).contains("oddboard_jobs{label=\"fig\",state=\"queued\"} 3.0");
        } finally {
            sql.sql("delete from job where label = 'fig'").update();
        }
    }
}
