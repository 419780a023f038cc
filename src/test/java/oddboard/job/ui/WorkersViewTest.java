package oddboard.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Pre;
import java.time.Duration;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class WorkersViewTest extends PageTest {
    @Autowired
    private JobQueue queue;

    @Autowired
    private JdbcClient sql;

    @Test
    void showsWhoIsThereWithWhat() {
        var worker = Await.until("a worker", Duration.ofSeconds(30), () -> queue.workers().stream()
                .filter(WorkerInfo::alive).findFirst().orElse(null));
        open("workers");
        assertThat(text()).contains(worker.id(), worker.host() + ", process " + worker.pid(), "Alive", "of 1 busy",
                "cpu",
                worker.version());
    }

    @Test
    void saysWhoHasNotBeenHeardOf() {
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version, heartbeat_at)
                values ('gpu-1-12', 'gpu-1', 12, '{gpu}', 2, 'cuda:0', '0.1', now() - interval '12 minutes')
                on conflict (id) do nothing""").update();
        open("workers");
        assertThat(text(find(WorkerRow.class).all().stream().filter(r -> text(r).contains("gpu-1-12")).findFirst()
                .orElseThrow()))
                .contains("Silent", "last heard 12 min ago", "0 of 2 busy", "gpu", "cuda:0");
    }

    @Test
    void tellsHowToStartAWorker() {
        open("workers");
        assertThat(find(Pre.class).first().getText()).contains("--oddboard.role=worker", "SPRING_DATASOURCE_URL");
    }
}
