package oddboard.api.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.registry.RegisteredModel;

/** A model; {@code aliases} by name with the number of the version that each points at. */
record ModelResponse(
        String name,
        String description,
        List<String> tags,
        String dataset,
        String user,
        Instant createdAt,
        Map<String, Integer> aliases,
        int latestVersion) {

    /** With its versions, newest first. */
    record Whole(@JsonUnwrapped ModelResponse model, List<ModelVersionResponse> versions) {}

    static ModelResponse of(RegisteredModel model) {
        Map<String, Integer> aliases = new TreeMap<>();
        model.aliases().forEach(alias -> aliases.put(alias.name(), alias.number()));
        return new ModelResponse(
                model.name(),
                model.description(),
                model.tags(),
                model.dataset().toString(),
                model.byName(),
                model.createdAt(),
                aliases,
                model.newest().version());
    }
}
