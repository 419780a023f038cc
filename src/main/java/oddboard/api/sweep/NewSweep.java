package oddboard.api.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.api.Bounds;
import oddboard.api.Fields;
import oddboard.api.Required;
import oddboard.api.run.NewInput;
import oddboard.common.InputException;
import oddboard.dataset.VersionId;
import oddboard.job.JobQueue;
import oddboard.sweep.Axis;
import oddboard.sweep.AxisJson;
import oddboard.sweep.Halving;
import oddboard.sweep.SweepSpec;
import org.jspecify.annotations.Nullable;

/** The body of a sweep to start or to preview. */
record NewSweep(
        @Nullable String name,
        @Required @Nullable List<String> versions,
        @Required @Nullable List<String> detectors,
        @Nullable Map<String, Object> settings,
        @Nullable List<Long> seeds,
        @Nullable String method,
        @Bounds(min = 1, max = 10_000) @Nullable Integer draws,
        @Nullable Long drawSeed,
        @Bounds(min = 1, max = 100) @Nullable Integer parallelism,

        @Bounds(min = -JobQueue.PRIORITIES, max = JobQueue.PRIORITIES) @Nullable Integer priority,

        @Nullable String label,
        @Nullable List<String> tags,
        @Nullable NewInput input,
        @Nullable NewHalving halving) {

    /** Of the combinations the better ones are trained longer. */
    record NewHalving(
            @Bounds(min = 2, max = 10) @Nullable Integer keepOneIn,

            @Bounds(min = 1, max = 10_000) @Required @Nullable Integer firstEpochs,

            @Nullable String by) {
        Halving halving() {
            return new Halving(
                    keepOneIn == null ? 3 : keepOneIn,
                    Fields.required("firstEpochs", firstEpochs),
                    Fields.oneOf("by", Halving.By.class, by, Halving.By.VALIDATION));
        }
    }

    SweepSpec spec() {
        Map<String, Axis> axes = new LinkedHashMap<>();
        for (Map.Entry<String, Object> setting : (settings == null ? Map.<String, Object>of() : settings).entrySet()) {
            if (setting.getValue() == null) {
                throw new InputException(
                        "FIELD_INVALID", "", setting.getKey(), "\"" + setting.getKey() + "\" has no value.");
            }
            axes.put(setting.getKey(), AxisJson.read(setting.getKey(), setting.getValue()));
        }
        SweepSpec.Method way = Fields.oneOf("method", SweepSpec.Method.class, method, SweepSpec.Method.GRID);
        return new SweepSpec(
                name == null ? "" : name,
                Fields.required("versions", versions).stream()
                        .map(id -> new VersionId(Fields.id("versions", id)))
                        .toList(),
                Fields.required("detectors", detectors),
                axes,
                seeds == null ? List.of() : seeds,
                way,
                draws == null ? 10 : draws,
                drawSeed == null ? 1 : drawSeed,
                parallelism == null ? 2 : parallelism,
                priority == null ? 0 : priority,
                label == null ? "" : label,
                tags == null ? List.of() : tags,
                NewInput.choice(input),
                halving == null ? null : halving.halving());
    }
}
