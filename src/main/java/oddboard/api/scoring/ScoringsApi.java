package oddboard.api.scoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Page;
import oddboard.api.Required;
import oddboard.dataset.VersionId;
import oddboard.registry.ThresholdId;
import oddboard.scoring.Drifts;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringId;
import oddboard.scoring.ScoringSpec;
import oddboard.scoring.Scorings;
import oddboard.scoring.ServerScorings;
import oddboard.scoring.Verdicts;
import oddboard.upload.UploadId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Scorings")
@RestController
@RequestMapping("/api/v1/scorings")
class ScoringsApi {
    private final Scorings scorings;
    private final ServerScorings server;
    private final Drifts drifts;
    private final Verdicts verdicts;
    private final Users users;

    ScoringsApi(Scorings scorings, ServerScorings server, Drifts drifts, Verdicts verdicts, Users users) {
        this.scorings = scorings;
        this.server = server;
        this.drifts = drifts;
        this.verdicts = verdicts;
        this.users = users;
    }

    record NewScoring(
            @Required @Nullable String model,

            @Limit(value = Scorings.MAX_FILES, code = "SCORING_TOO_MANY") @Nullable List<String> uploads,

            @Nullable String version,
            @Limit(4096) @Nullable String source,
            @Nullable String split,
            @Nullable String threshold,
            @Nullable String maps,
            @Nullable String name,
            @Nullable Integer priority,
            @Nullable String label) {
        ScoringSpec spec() {
            return new ScoringSpec(
                    Fields.required("model", model),
                    uploads == null
                            ? List.of()
                            : uploads.stream()
                                    .map(id -> new UploadId(Fields.id("uploads", id)))
                                    .toList(),
                    version == null ? null : new VersionId(Fields.id("version", version)),
                    Fields.oneOf("split", ScoringSpec.Split.class, split, ScoringSpec.Split.TEST),
                    threshold == null ? null : new ThresholdId(Fields.id("threshold", threshold)),
                    Fields.oneOf("maps", ScoringSpec.Maps.class, maps, ScoringSpec.Maps.FLAGGED),
                    name == null ? "" : name,
                    priority == null ? 0 : priority,
                    label == null ? "" : label);
        }
    }

    private ScoringResponse response(Scoring scoring) {
        return ScoringResponse.of(scoring, drifts.of(scoring).orElse(null));
    }

    @Operation(
            summary = "Score images with a model",
            description =
                    "Of uploads of the model's data set, image files and archives of them, of a version of that data set, or of"
                            + " a file or folder of the server, of a bucket or at an address, which is read before the answer comes. What an alias means"
                            + " is decided now. Ask for the scoring until its state is SUCCEEDED, FAILED or CANCELLED. A file"
                            + " that can't be read fails alone.")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ScoringResponse create(@RequestBody NewScoring body) {
        User by = users.require();
        return response(
                body.source() == null ? scorings.start(body.spec(), by) : server.start(body.spec(), body.source(), by));
    }

    @Operation(summary = "Scorings that the caller sees", description = "Newest first.")
    @GetMapping
    Page<ScoringResponse> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String model) {
        Cursor page = Cursor.of(limit, cursor);
        return page.page(
                scorings.list(model, page.after(Long.MAX_VALUE), page.limit() + 1, users.require()),
                scoring -> scoring.id().value(),
                this::response);
    }

    @Operation(summary = "A scoring as it stands")
    @GetMapping("/{id}")
    ScoringResponse get(@PathVariable long id) {
        return response(scorings.require(new ScoringId(id), users.require()));
    }

    @Operation(
            summary = "Delete a scoring",
            description =
                    "With its scores, maps and verdicts; uploads and data stay. 409 while it waits or runs: cancel its job first.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        scorings.delete(new ScoringId(id), users.require());
    }

    record NewVerdict(
            @Required @Nullable Integer index,
            @Required @Nullable String verdict,

            @Limit(value = Verdicts.MAX_TYPE_LENGTH, code = "VERDICT_TOO_LONG") @Nullable String type,

            @Limit(value = Verdicts.MAX_NOTE_LENGTH, code = "VERDICT_TOO_LONG") @Nullable String note) {}

    @Operation(summary = "Say what a scored image is", description = "The last word counts.")
    @PostMapping("/{id}/verdicts")
    ScoredImageResponse verdict(@PathVariable long id, @RequestBody NewVerdict body) {
        User user = users.require();
        int index = Fields.required("index", body.index());
        verdicts.set(
                new ScoringId(id),
                index,
                Fields.oneOf(
                        "verdict",
                        ScoredImage.Verdict.Kind.class,
                        Fields.required("verdict", body.verdict()),
                        ScoredImage.Verdict.Kind.UNSURE),
                body.type() == null ? "" : body.type(),
                body.note() == null ? "" : body.note(),
                user);
        Scoring scoring = scorings.require(new ScoringId(id), user);
        return ScoredImageResponse.of(scoring, scorings.image(scoring, index).orElseThrow(), null);
    }
}
