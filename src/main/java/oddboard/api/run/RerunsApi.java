package oddboard.api.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.Users;
import oddboard.api.Bounds;
import oddboard.api.Fields;
import oddboard.dataset.VersionId;
import oddboard.job.JobQueue;
import oddboard.run.Reruns;
import oddboard.run.RunChanges;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** New runs made of earlier ones; the body has the fields that change, and may be left out. */
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs/{id}")
class RerunsApi {
    private final Reruns reruns;
    private final Users users;

    RerunsApi(Reruns reruns, Users users) {
        this.reruns = reruns;
        this.users = users;
    }

    /** @param epochs short for the setting of this name */
    record RunChange(
            @Nullable String version,
            @Nullable String detector,
            @Nullable Map<String, Object> settings,
            @Nullable Integer epochs,
            @Nullable Long seed,
            @Nullable String name,
            @Nullable List<String> tags,

            @Bounds(min = -JobQueue.PRIORITIES, max = JobQueue.PRIORITIES) @Nullable Integer priority,

            @Nullable String label,
            @Nullable NewInput input) {
        static RunChanges of(@Nullable RunChange body) {
            return body == null ? RunChanges.NONE : body.changes();
        }

        private RunChanges changes() {
            Map<String, Object> all = new HashMap<>(settings == null ? Map.of() : settings);
            if (epochs != null) {
                all.put("epochs", epochs);
            }
            if (seed != null) {
                all.put("seed", seed);
            }
            return new RunChanges(
                    version == null ? null : new VersionId(Fields.id("version", version)),
                    detector,
                    all,
                    name,
                    tags,
                    priority,
                    label,
                    NewInput.choice(input));
        }
    }

    @Operation(
            summary = "Start a new run with the same settings",
            description = "The body has what changes, and may be left out.")
    @PostMapping("/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunResponse retry(@PathVariable long id, @RequestBody(required = false) @Nullable RunChange body) {
        return RunResponse.of(reruns.retry(new RunId(id), RunChange.of(body), users.require()));
    }

    @Operation(
            summary = "Start a copy of a run",
            description = "The body has what changes: settings, detector, version.")
    @PostMapping("/clone")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunResponse copy(@PathVariable long id, @RequestBody(required = false) @Nullable RunChange body) {
        return RunResponse.of(reruns.copy(new RunId(id), RunChange.of(body), users.require()));
    }

    @Operation(
            summary = "Train on from a run's last checkpoint",
            description = "A new run; the body says how many epochs there are in all.")
    @PostMapping("/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunResponse resume(@PathVariable long id, @RequestBody(required = false) @Nullable RunChange body) {
        return RunResponse.of(reruns.resume(new RunId(id), RunChange.of(body), users.require()));
    }
}
