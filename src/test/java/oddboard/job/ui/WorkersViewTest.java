package oddboard.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Pre;
import java.time.Duration;
import java.util.Objects;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import oddboard.testing.Await;
import oddboard.testing.PageTest;
import oddboard.ui.MarkupRows;
import oddboard.ui.MarkupTable;
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
        var worker = Await.until(
                "a worker",
                Duration.ofSeconds(30),
                () -> queue.workers().stream()
                        .filter(WorkerInfo::alive)
                        .findFirst()
                        .orElse(null));
        open("workers");
        assertThat(text())
                .contains(
                        worker.id(),
                        worker.host() + ", process " + worker.pid(),
                        "Alive",
                        "of 1 busy",
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
        assertThat(words(row("gpu-1-12"))).contains("Silent", "last heard 12 min ago", "0 of 2 busy", "gpu", "cuda:0");
    }

    @Test
    void saysWhyAWorkerCouldNotCompute() {
        sql.sql("""
                insert into worker_trouble (host, device, labels, worker, cause, tries, at)
                values ('gpu-3', 'cuda:0', '{gpu}', 'gpu-3-9', 'The engine does not compute on cuda:0: no driver.', 3, now()),
                       ('gpu-4', 'cuda:0', '{gpu}', 'gpu-4-9', 'Long ago.', 1, now() - interval '2 hours')
                """).update();
        try {
            open("workers");
            assertThat(text())
                    .contains(
                            "Ended because their engine does not compute",
                            "gpu-3, cuda:0, for gpu",
                            "Broken",
                            "3 tries, the last just now",
                            "The engine does not compute on cuda:0: no driver.")
                    .doesNotContain("Long ago.");
        } finally {
            sql.sql("delete from worker_trouble").update();
        }
        open("queue");
        open("workers");
        assertThat(text()).doesNotContain("gpu-3-9");
    }

    private MarkupTable<?> table() {
        return find(MarkupTable.class).single();
    }

    private String row(String id) {
        return Objects.requireNonNull(table().rows().get(id));
    }

    /** Clicks a button that the row has. */
    private void click(String text, String id) {
        var button = elements(row(id)).select("vaadin-button").stream()
                .filter(b -> b.text().equals(text))
                .findFirst()
                .orElseThrow();
        click(table(), button.attr(MarkupRows.DO), id);
    }

    @Test
    void showsWhatAGpuWorkerUses() {
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version, heartbeat_at, clock_offset_ms, sample)
                values ('gpu-2-7', 'gpu-2', 7, '{gpu}', 1, 'cuda:0', '0.1', now() + interval '1 hour', 7200, '{"deviceName":
                    "NVIDIA H100", "cpu": 31, "processCpu": 22, "memory": 41000000000, "memoryTotal": 135000000000,
                    "processMemory": 6200000000, "gpu": {"index": 0, "uuid": "GPU-1", "name": "NVIDIA H100", "use": 87,
                    "memory": 42000000000, "memoryTotal": 85500000000, "temperature": 52}, "cpuHistory": [30, 31],
                    "gpuHistory": [85, 87]}')
                on conflict (id) do nothing""").update();
        open("workers");
        assertThat(words(row("gpu-2-7")))
                .contains(
                        "cuda:0: NVIDIA H100",
                        "CPU 31 % 22 % by it",
                        "Memory 41.0 GB of 135 GB 6.2 GB by it",
                        "GPU 87 % 52 °C",
                        "GPU memory 42.0 GB of 85.5 GB",
                        "clock 7.2 s ahead: takes no jobs");
        sql.sql("delete from worker where id = 'gpu-2-7'").update();
    }

    @Test
    void drainsAWorkerForAnAdministratorWhoIsAskedFirst() {
        var worker = Await.until(
                "a worker",
                Duration.ofSeconds(30),
                () -> queue.workers().stream()
                        .filter(WorkerInfo::alive)
                        .findFirst()
                        .orElse(null));
        open("workers");
        assertThat(elements(row(worker.id())).select("vaadin-button"))
                .as("a member's")
                .isEmpty();
        openAs("ada", "workers");
        try {
            click("Drain", worker.id());
            assertThat(queue.workers().stream().noneMatch(WorkerInfo::draining))
                    .as("before the answer")
                    .isTrue();
            test(find(ConfirmDialog.class).single()).confirm();
            Await.until("the row to say so", Duration.ofSeconds(30), () -> {
                roundTrip();
                return text().contains("Drained by ada") ? true : null;
            });
            click("Take jobs again", worker.id());
            assertThat(queue.workers().stream().noneMatch(WorkerInfo::draining)).isTrue();
        } finally {
            queue.undrain(worker.id(), users.require());
        }
    }

    @Test
    void tellsHowToStartAWorker() {
        open("workers");
        assertThat(find(Pre.class).first().getText()).contains("--oddboard.role=worker", "SPRING_DATASOURCE_URL");
    }
}
