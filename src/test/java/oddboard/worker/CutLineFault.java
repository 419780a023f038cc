package oddboard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import oddboard.job.JobId;
import oddboard.testing.Ledger;
import oddboard.testing.TcpProxy;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way from one worker to the database, cut for a while; another worker has its own. */
class CutLineFault {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} s, {1}")
    @CsvSource({"3, cut", "8, cut", "12, cut", "40, cut", "3, silent", "8, silent", "12, silent", "40, silent"})
    void isCutOffFor(int seconds, String how) throws Exception {
        try (TestNode node = new TestNode(QueueParts.database())) {
            String url = TestDatabase.url(node.database);
            int port = URI.create(url.substring("jdbc:".length())).getPort();
            try (TcpProxy line = new TcpProxy(port);
                    QueueProcess far = QueueProcess.worker(
                            url.replace(":" + port + "/", ":" + line.port() + "/"), Map.of(), folder)) {
                node.awaitWorkers(1);
                JobId id = node.enqueue(300, 100, "");
                node.awaitSteps(id, 20);
                try (QueueProcess near = QueueProcess.worker(node.database, folder)) {
                    node.awaitWorkers(2);
                    node.separateMachines();
                    if (how.equals("cut")) {
                        line.cut();
                    } else {
                        line.silence();
                    }
                    Thread.sleep(Duration.ofSeconds(seconds));
                    line.restore();
                    node.awaitEnd(id, Duration.ofMinutes(3));
                    node.assertDoneOnce(id, 300);
                    int attempts = node.job(id).attempt();
                    JobId one = node.enqueue(30, 100, "");
                    JobId two = node.enqueue(30, 100, "");
                    node.assertDoneOnce(one, 30);
                    node.assertDoneOnce(two, 30);
                    Ledger.check(node.database);
                    assertThat(far.isAlive() && near.isAlive()).isTrue();
                    assertThat(node.job(one).execution().worker())
                            .as("both take jobs again")
                            .isNotEqualTo(node.job(two).execution().worker());
                    new FaultReport("line-" + how + "-" + seconds)
                            .line("the line was %s for %d s: %d take-over(s)", how, seconds, attempts - 1)
                            .write();
                    assertThat(attempts).isLessThanOrEqualTo(seconds <= 8 ? 1 : 2);
                }
            }
        }
    }
}
