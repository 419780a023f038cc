package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import oddboard.detector.backbone.MadeUpNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BackbonesApiTest extends ApiFixture {
    @TempDir
    Path folder;

    private HttpResponse<String> sent(Path file, String name) throws Exception {
        return send(to("/backbones/files?filename=" + name)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file)));
    }

    private HttpResponse<String> add(String sha256, String name, String license) throws Exception {
        return send(to("/backbones")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"sha256\":\"%s\",\"filename\":\"r18.safetensors\",\"name\":\"%s\",\"license\":\"%s\",\"source\":\"drawn here\"}"
                                .formatted(sha256, name, license))));
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        return problem;
    }

    @Test
    void aFileIsLookedAtAddedAndDeleted() throws Exception {
        Path file = folder.resolve("r18.safetensors");
        MadeUpNetwork.resNet18(file);
        HttpResponse<String> answer = sent(file, "r18.safetensors");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode checked = JSON.readTree(answer.body());
        assertThat(checked.get("architecture").asString()).isEqualTo("ResNet-18");
        assertThat(checked.get("tensors").asInt()).isEqualTo(100);
        String sha256 = checked.get("sha256").asString();

        problem(add(sha256, "built-in", "MIT"), 422, "BACKBONE_INVALID");
        problem(add(sha256, "r18", " "), 422, "BACKBONE_INVALID");
        problem(add("0".repeat(64), "r18", "MIT"), 404, "NOT_FOUND");
        HttpResponse<String> added = add(sha256, "r18", "MIT");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        JsonNode backbone = json("/backbones/r18");
        assertThat(backbone).isEqualTo(JSON.readTree(added.body()));
        assertThat(backbone.get("ready").asBoolean()).isFalse();
        assertThat(backbone.get("sha256").asString()).isEqualTo(sha256);
        assertThat(json("/backbones").get("items").valueStream().filter(backbone::equals))
                .hasSize(1);
        problem(add(sha256, "again", "MIT"), 409, "STATE_FORBIDS");

        JsonNode early = problem(
                send(to("/runs")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"version\":\"%s\",\"detector\":\"backbone\",\"settings\":{\"weights\":\"r18\"}}"
                                        .formatted(version)))),
                422,
                "SETTING_INVALID");
        assertThat(early.get("detail").asString())
                .isEqualTo("The backbone \"r18\" can't be used: its self test has not ended yet.");

        String job = backbone.get("job").asString();
        assertThat(send(to("/jobs/" + job + "/cancel").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isLessThan(300);
        assertThat(send(to("/backbones/r18").DELETE()).statusCode()).isEqualTo(204);
        assertThat(send(to("/backbones/r18").GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoNetworkIsRefusedByTheFilesName() throws Exception {
        Path file = folder.resolve("x");
        java.nio.file.Files.writeString(file, "not a network at all");
        JsonNode problem = problem(sent(file, "model.safetensors"), 422, "BACKBONE_FILE");
        assertThat(problem.get("detail").asString()).startsWith("model.safetensors can't be read: its first 8 bytes");
    }
}
