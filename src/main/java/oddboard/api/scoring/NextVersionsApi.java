package oddboard.api.scoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.VersionId;
import oddboard.scoring.NextVersions;
import oddboard.scoring.ScoringId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Data set versions that take in what people said of scored images. */
@Tag(name = "Scorings")
@RestController
@RequestMapping("/api/v1/scorings/{id}/versions")
class NextVersionsApi {
    private final NextVersions versions;
    private final Users users;

    NextVersionsApi(NextVersions versions, Users users) {
        this.versions = versions;
        this.users = users;
    }

    record NextVersion(
            @Nullable String base,

            @Limit(value = NextVersions.MAX_SCORINGS, code = "VERDICTS_TOO_MANY") @Nullable List<String> scorings) {}

    record QueuedNextVersionResponse(String id, String job, int number, DatasetVersion.State state) {}

    @Operation(
            summary = "Make a data set version of the verdicts",
            description = "Images that people call normal become training images, those that they call anomalous test"
                    + " images of their type; unsure ones stay out. The answer comes at once; ask for the version until its"
                    + " state is READY or FAILED. Its report says what came from which scoring.")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    QueuedNextVersionResponse create(@PathVariable long id, @RequestBody(required = false) @Nullable NextVersion body) {
        NextVersion wanted = body == null ? new NextVersion(null, null) : body;
        DatasetVersion version = versions.start(
                new ScoringId(id),
                wanted.scorings == null
                        ? List.of()
                        : wanted.scorings.stream()
                                .map(other -> new ScoringId(Fields.id("scorings", other)))
                                .toList(),
                wanted.base == null ? null : new VersionId(Fields.id("base", wanted.base)),
                users.require());
        return new QueuedNextVersionResponse(
                version.id().toString(), version.job().toString(), version.number(), version.state());
    }
}
