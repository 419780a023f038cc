package oddboard.api.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.api.Required;
import oddboard.common.InputException;
import oddboard.registry.CalibrationSplit;
import oddboard.registry.Method;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelAliases;
import oddboard.registry.Models;
import oddboard.registry.Threshold;
import oddboard.registry.ThresholdId;
import oddboard.registry.Thresholds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What makes a version the one in use: aliases and thresholds. */
@Tag(name = "Models")
@RestController
@RequestMapping("/api/v1/models/{name}")
class ModelAliasesApi {
    private final ModelAliases aliases;
    private final Thresholds thresholds;
    private final Models models;
    private final Users users;

    ModelAliasesApi(ModelAliases aliases, Thresholds thresholds, Models models, Users users) {
        this.aliases = aliases;
        this.thresholds = thresholds;
        this.models = models;
        this.users = users;
    }

    record NewAlias(
            @Required @Nullable Integer version,
            @Nullable String threshold,
            @Nullable String reason) {}

    record AliasRemoval(@Nullable String reason) {}

    /** Where an alias points. */
    record AliasResponse(
            String alias, int version, @Nullable String threshold, String reason, String by, Instant at) {
        static AliasResponse of(ModelAlias alias) {
            return new AliasResponse(
                    alias.name(),
                    alias.number(),
                    alias.threshold() == null ? null : alias.threshold().toString(),
                    alias.reason(),
                    alias.byName(),
                    alias.movedAt());
        }
    }

    record NewThreshold(
            @Required @Nullable Integer version,
            @Required @Nullable String method,
            @Nullable Map<String, Object> parameters,
            @Nullable String calibrateOn) {}

    @Operation(
            summary = "Point an alias at a version",
            description =
                    "The aliases champion and challenger mark the version in use and the one that may follow it; any"
                            + " other name is possible. The move is in the audit log with its reason. Without a threshold the"
                            + " version's newest counts.")
    @PutMapping("/aliases/{alias}")
    AliasResponse move(@PathVariable String name, @PathVariable String alias, @RequestBody NewAlias body) {
        return AliasResponse.of(aliases.move(
                name,
                alias,
                Fields.required("version", body.version()),
                body.threshold() == null ? null : new ThresholdId(Fields.id("threshold", body.threshold())),
                body.reason() == null ? "" : body.reason(),
                users.require()));
    }

    @Operation(summary = "Remove an alias")
    @DeleteMapping("/aliases/{alias}")
    ModelResponse remove(
            @PathVariable String name,
            @PathVariable String alias,
            @RequestBody(required = false) @Nullable AliasRemoval body) {
        var by = users.require();
        aliases.remove(name, alias, body == null || body.reason() == null ? "" : body.reason(), by);
        return ModelResponse.of(models.require(name, by));
    }

    @Operation(
            summary = "Calibrate a threshold",
            description =
                    "Methods: false_alarm_budget (budget), quantile (q), mean_plus_k_sd (k), scaled_quantile (q, factor),"
                            + " f1_max, cost (missCost, falseAlarmCost, anomalousShare) and manual (value); each also takes look or"
                            + " lookShare for a second value from which a person should look, and scale. Without calibrateOn the"
                            + " training images that the run held out of training are used, else those that it trained on, which is"
                            + " optimistic.")
    @PostMapping("/thresholds")
    @ResponseStatus(HttpStatus.CREATED)
    ThresholdResponse addThreshold(@PathVariable String name, @RequestBody NewThreshold body) {
        User by = users.require();
        int version = Fields.required("version", body.version());
        Threshold added = thresholds.add(
                name,
                version,
                new Thresholds.Request(
                        method(Fields.required("method", body.method())),
                        body.parameters() == null ? Map.of() : body.parameters(),
                        split(body.calibrateOn())),
                by);
        return ThresholdResponse.of(added, thresholds.normalTestScores(models.require(name, version, by), by));
    }

    private static Method method(String word) {
        return Method.byWord(word).orElseThrow(() -> invalid("method", word));
    }

    private static @Nullable CalibrationSplit split(@Nullable String word) {
        return word == null ? null : CalibrationSplit.byWord(word).orElseThrow(() -> invalid("calibrateOn", word));
    }

    private static InputException invalid(String field, String value) {
        return new InputException(
                "FIELD_INVALID",
                "",
                field,
                "\"" + field + "\" must be one of "
                        + (field.equals("method")
                                ? "false_alarm_budget, quantile, mean_plus_k_sd, scaled_quantile, f1_max, cost, manual"
                                : "held-out, train, test-normal, test")
                        + ", not \"" + value + "\".");
    }
}
