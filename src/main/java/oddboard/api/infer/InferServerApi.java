package oddboard.api.infer;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import oddboard.common.NotFoundException;
import oddboard.common.ProgramVersion;
import oddboard.scoring.Predictions;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The server of the Open Inference Protocol: what it is, and whether it can work. */
@Hidden
@RestController
@RequestMapping("/v2")
class InferServerApi {
    private final Predictions predictions;

    InferServerApi(Predictions predictions) {
        this.predictions = predictions;
    }

    record ServerResponse(String name, String version, List<String> extensions) {}

    @GetMapping({"", "/"})
    ServerResponse server() {
        return new ServerResponse("oddboard", ProgramVersion.current(), List.of("binary_tensor_data"));
    }

    /** Whether this process answers. */
    @GetMapping("/health/live")
    Map<String, Boolean> live() {
        return Map.of("live", true);
    }

    /** Whether the database and a worker are there. */
    @GetMapping("/health/ready")
    ResponseEntity<Map<String, Boolean>> ready() {
        boolean ready = predictions.ready();
        return ResponseEntity.status(ready ? 200 : 503).body(Map.of("live", true, "ready", ready));
    }

    @RequestMapping("/**")
    Object nothing() {
        throw new NotFoundException(
                "There is nothing at this address of the Open Inference Protocol, or not with this method.");
    }
}
