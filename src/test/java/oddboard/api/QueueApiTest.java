package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Moving jobs and draining workers; the fixture's token is an administrator's. */
class QueueApiTest extends ApiFixture {
    @Autowired
    private JdbcClient sql;

    private HttpResponse<String> patch(String path, String body) throws Exception {
        return send(to(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(body)));
    }

    private String queued() throws Exception {
        HttpResponse<String> answer = post("/runs", conv("\"label\":\"queue-api\",\"settings\":{\"epochs\":1}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).get("job").asString();
    }

    @Test
    void movesAWaitingJob() throws Exception {
        String first = queued();
        String second = queued();

        JsonNode raised =
                JSON.readTree(patch("/jobs/" + second, "{\"priority\":4}").body());

        assertThat(raised.get("priority").asInt()).isEqualTo(4);
        assertThat(raised.get("position").asInt()).isEqualTo(1);
        assertThat(raised.get("lost").asBoolean()).isFalse();
        assertThat(raised.get("estimatedStart").isNull())
                .as("no worker has this label")
                .isTrue();
        assertThat(raised.get("waitReason").asString()).isEqualTo("No worker with the label queue-api is running.");
        assertThat(JSON.readTree(patch("/jobs/" + first, "{\"top\":true}").body())
                        .get("priority")
                        .asInt())
                .isEqualTo(5);
        assertThat(json("/jobs/" + second).get("position").asInt()).isEqualTo(2);
    }

    @Test
    void saysWhyAJobCannotBeMoved() throws Exception {
        String id = queued();
        assertThat(patch("/jobs/" + id, "{}").statusCode()).isEqualTo(422);
        assertThat(patch("/jobs/" + id, "{\"priority\":1,\"top\":true}").body())
                .contains("SETTING_INVALID")
                .contains("Give either");
        assertThat(patch("/jobs/999999", "{\"top\":true}").statusCode()).isEqualTo(404);
        sql.sql("update job set state = 'RUNNING' where id = :id")
                .param("id", Long.parseLong(id))
                .update();
        HttpResponse<String> running = patch("/jobs/" + id, "{\"priority\":1}");
        assertThat(running.statusCode()).isEqualTo(409);
        assertThat(running.body()).contains("runs already; its priority matters no more.");
        sql.sql("update job set state = 'CANCELLED', ended_at = now() where id = :id")
                .param("id", Long.parseLong(id))
                .update();
    }

    @Test
    void drainsAWorkerAndLetsItWorkAgain() throws Exception {
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version)
                values ('gpu-7', 'h', 1, '{gpu}', 1, 'cuda:0', 'x') on conflict do nothing
                """).update();
        JsonNode drained =
                JSON.readTree(post("/workers/gpu-7/drain", "{\"now\":true}").body());
        assertThat(drained.get("draining").asBoolean()).isTrue();
        assertThat(drained.get("drain").asString()).isEqualTo("NOW");
        assertThat(drained.get("drainedBy").asString()).isEqualTo("admin");
        assertThat(JSON.readTree(send(to("/workers/gpu-7/drain").POST(BodyPublishers.noBody()))
                                .body())
                        .get("drain")
                        .asString())
                .isEqualTo("FINISH");
        assertThat(JSON.readTree(post("/workers/gpu-7/undrain", "").body())
                        .get("draining")
                        .asBoolean())
                .isFalse();
        assertThat(post("/workers/nobody/drain", "").statusCode()).isEqualTo(404);
        sql.sql("delete from worker where id = 'gpu-7'").update();
    }
}
