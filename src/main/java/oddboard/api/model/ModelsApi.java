package oddboard.api.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.registry.ModelManagement;
import oddboard.registry.ModelMetrics;
import oddboard.registry.ModelRegistration;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.registry.Thresholds;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Models that runs became. */
@Tag(name = "Models")
@RestController
@RequestMapping("/api/v1/models")
class ModelsApi {
    private static final int MAX_HISTORY = 1000;

    private final Models models;
    private final ModelRegistration registration;
    private final ModelManagement management;
    private final Thresholds thresholds;
    private final ModelMetrics metrics;
    private final Users users;

    ModelsApi(
            Models models,
            ModelRegistration registration,
            ModelManagement management,
            Thresholds thresholds,
            ModelMetrics metrics,
            Users users) {
        this.models = models;
        this.registration = registration;
        this.management = management;
        this.thresholds = thresholds;
        this.metrics = metrics;
        this.users = users;
    }

    record NewModel(
            @Required @Nullable String name,
            @Required @Nullable String run,
            @Nullable String description,
            @Nullable List<String> tags) {}

    record NewModelVersion(
            @Required @Nullable String run, @Nullable String description) {}

    /** What a run became. */
    record RegisteredResponse(String name, int version, String sha256) {
        static RegisteredResponse of(ModelVersion version) {
            return new RegisteredResponse(version.model(), version.version(), version.sha256());
        }
    }

    record ModelChange(
            @Nullable String description, @Nullable List<String> tags) {}

    record HistoryResponse(Instant at, String who, String action, String detail) {}

    @Operation(
            summary = "Register a run as a new model",
            description =
                    "The run becomes version 1. Who may change the run may register it; a run whose weights are not"
                            + " stored is refused.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RegisteredResponse create(@RequestBody NewModel body) {
        return RegisteredResponse.of(registration.register(
                new RunId(Fields.id("run", body.run())),
                Fields.required("name", body.name()),
                body.description() == null ? "" : body.description(),
                body.tags() == null ? List.of() : body.tags(),
                users.require()));
    }

    @Operation(summary = "Register a run as the next version of a model")
    @PostMapping("/{name}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    RegisteredResponse addVersion(@PathVariable String name, @RequestBody NewModelVersion body) {
        return RegisteredResponse.of(registration.addVersion(
                name,
                new RunId(Fields.id("run", body.run())),
                body.description() == null ? "" : body.description(),
                users.require()));
    }

    @Operation(summary = "Models that the caller sees", description = "By name.")
    @GetMapping
    Page<ModelResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor).byText(models.list(users.require()), RegisteredModel::name, ModelResponse::of);
    }

    @Operation(summary = "A model with its versions", description = "The newest version first.")
    @GetMapping("/{name}")
    ModelResponse.Whole get(@PathVariable String name) {
        User viewer = users.require();
        RegisteredModel model = models.require(name, viewer);
        return new ModelResponse.Whole(
                ModelResponse.of(model),
                model.versions().stream().map(v -> response(model, v, viewer)).toList());
    }

    @Operation(
            summary = "A version of a model",
            description = "Metrics are those on the test images of its own data, by their newest labels.")
    @GetMapping("/{name}/versions/{version}")
    ModelVersionResponse version(@PathVariable String name, @PathVariable int version) {
        User viewer = users.require();
        return response(models.require(name, viewer), models.require(name, version, viewer), viewer);
    }

    private ModelVersionResponse response(RegisteredModel model, ModelVersion version, User viewer) {
        return ModelVersionResponse.of(
                model,
                version,
                metrics.of(version, viewer),
                thresholds.list(version),
                thresholds.normalTestScores(version, viewer));
    }

    @Operation(
            summary = "What was done to a model",
            description = "Newest first: versions, aliases and why they moved.")
    @GetMapping("/{name}/history")
    Page<HistoryResponse> history(@PathVariable String name) {
        return Page.all(models.history(models.require(name, users.require()), MAX_HISTORY).stream()
                .map(e -> new HistoryResponse(e.at(), e.who(), e.action(), e.detail()))
                .toList());
    }

    @Operation(summary = "Description and tags of a model", description = "Only the fields that are there change.")
    @PatchMapping("/{name}")
    ModelResponse describe(@PathVariable String name, @RequestBody ModelChange body) {
        return ModelResponse.of(management.describe(name, body.description(), body.tags(), users.require()));
    }

    @Operation(summary = "Delete a model", description = "With all its versions, aliases and thresholds.")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        management.delete(name, users.require());
    }

    @Operation(
            summary = "Delete a version of a model",
            description = "409 where an alias points at it, or it is the only one. Its number is not given again.")
    @DeleteMapping("/{name}/versions/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteVersion(@PathVariable String name, @PathVariable int version) {
        management.delete(name, version, users.require());
    }
}
