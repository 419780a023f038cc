package oddboard.api.infer;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.InputException;
import oddboard.dataset.ModelInput;
import oddboard.ingest.Preprocessing;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.scoring.PredictionRoom;
import oddboard.scoring.Predictions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Models of the Open Inference Protocol. A model is {@code name@alias}, {@code name@sha256:...}, or a name with a version or an
 * alias behind it; a name alone is its champion.
 */
@Hidden
@RestController
@RequestMapping({"/v2/models/{model}", "/v2/models/{model}/versions/{version}"})
class InferApi {
    /** Bytes of a request: of one image file of the largest size, and of what is around it. */
    private static final int MAX_BODY = Predictions.MAX_BYTES + (1 << 20);
    /** Of JSON; base64 and numbers as text are larger than what they stand for. */
    private static final int MAX_JSON = 16 << 20;

    private static final String HEADER = "Inference-Header-Content-Length";

    private final Models models;
    private final Predictions predictions;
    private final PredictionRoom room;
    private final Users users;

    InferApi(Models models, Predictions predictions, PredictionRoom room, Users users) {
        this.room = room;
        this.models = models;
        this.predictions = predictions;
        this.users = users;
    }

    record TensorResponse(String name, String datatype, List<Integer> shape) {}

    record ModelResponse(
            String name,
            List<String> versions,
            String platform,
            List<TensorResponse> inputs,
            List<TensorResponse> outputs) {}

    record ReadyResponse(String name, boolean ready) {}

    @GetMapping
    ModelResponse model(@PathVariable String model, @PathVariable(required = false) @Nullable String version) {
        User viewer = users.require();
        ModelVersion found = models.resolve(ref(model, version), viewer);
        RegisteredModel whole = models.require(found.model(), viewer);
        return new ModelResponse(
                model,
                whole.versions().stream()
                        .map(v -> Integer.toString(v.version()))
                        .toList(),
                "pytorch_oddboard",
                inputs(found.preprocessing()),
                List.of(
                        new TensorResponse("score", "FP64", List.of(-1)),
                        new TensorResponse("calibrated", "FP64", List.of(-1)),
                        new TensorResponse("flagged", "BOOL", List.of(-1)),
                        new TensorResponse("threshold", "FP64", List.of(1)),
                        new TensorResponse(InferOutputs.MAP, "FP32", List.of(-1, -1, -1))));
    }

    /** Who sees tiles cuts them itself. */
    private static List<TensorResponse> inputs(Preprocessing seen) {
        TensorResponse files = new TensorResponse(Tensor.NAME, "BYTES", List.of(-1));
        ModelInput input = seen.input();
        return input != null && input.tiles() != null
                ? List.of(files)
                : List.of(
                        files,
                        new TensorResponse(
                                Tensor.NAME, "UINT8", List.of(-1, seen.size(), seen.size(), seen.channels())));
    }

    @GetMapping("/ready")
    ResponseEntity<ReadyResponse> ready(
            @PathVariable String model, @PathVariable(required = false) @Nullable String version) {
        models.resolve(ref(model, version), users.require());
        boolean ready = predictions.ready();
        return ResponseEntity.status(ready ? 200 : 503).body(new ReadyResponse(model, ready));
    }

    @PostMapping("/infer")
    ResponseEntity<byte[]> infer(
            @PathVariable String model,
            @PathVariable(required = false) @Nullable String version,
            HttpServletRequest request)
            throws IOException, InterruptedException {
        User viewer = users.require();
        String ref = ref(model, version);
        // Who may not see the model learns nothing of what is wrong with the request.
        models.resolve(ref, viewer);
        InferOutputs.Body body;
        try (var held = room.read(request.getInputStream(), request.getContentLengthLong(), MAX_BODY)) {
            InferRequest wanted = read(held.bytes(), request.getHeader(HEADER));
            body = InferOutputs.of(
                    wanted, model, predictions.predict(ref, wanted.images(), InferOutputs.map(wanted), viewer));
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        return body.header() == null
                ? answer.contentType(MediaType.APPLICATION_JSON).body(body.bytes())
                : answer.contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(HEADER, body.header().toString())
                        .body(body.bytes());
    }

    private static InferRequest read(byte[] body, @Nullable String header) throws IOException {
        if (body.length > MAX_BODY) {
            throw new InputException(
                    "BODY_TOO_LARGE",
                    "",
                    "",
                    "An inference request may have at most 33 MiB; send the images in parts.");
        }
        int json = header == null ? body.length : length(header);
        if (json > MAX_JSON) {
            throw new InputException(
                    "BODY_TOO_LARGE",
                    "",
                    "",
                    "The JSON of an inference request may have at most 16 MiB; send larger images as binary data.");
        }
        return InferReader.read(body, json);
    }

    private static int length(String header) {
        try {
            return Integer.parseInt(header.strip());
        } catch (NumberFormatException e) {
            throw new InferException("The header " + HEADER + " is not a number.");
        }
    }

    private static String ref(String model, @Nullable String version) {
        if (version == null) {
            return model.contains("@") ? model : model + "@champion";
        }
        return model + (version.matches("[0-9]+") ? "/" : "@") + version;
    }
}
