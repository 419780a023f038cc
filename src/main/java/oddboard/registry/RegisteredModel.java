package oddboard.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import oddboard.account.UserId;
import oddboard.dataset.DatasetId;

/**
 * A name under which trained models are kept. Who sees its data set sees it.
 *
 * @param versions newest first; never empty
 * @param aliases by name
 */
public record RegisteredModel(
        ModelId id,
        DatasetId dataset,
        String datasetName,
        String name,
        String description,
        List<String> tags,
        UserId by,
        String byName,
        Instant createdAt,
        List<ModelVersion> versions,
        List<ModelAlias> aliases) {

    public Optional<ModelAlias> alias(String alias) {
        return aliases.stream().filter(a -> a.name().equals(alias)).findFirst();
    }

    public Optional<ModelVersion> version(int number) {
        return versions.stream().filter(v -> v.version() == number).findFirst();
    }

    /** The version that an alias points at. */
    public Optional<ModelVersion> aliased(String alias) {
        return alias(alias).flatMap(a -> version(a.number()));
    }

    RegisteredModel with(List<ModelVersion> itsVersions, List<ModelAlias> itsAliases) {
        return new RegisteredModel(
                id, dataset, datasetName, name, description, tags, by, byName, createdAt, itsVersions, itsAliases);
    }

    public ModelVersion newest() {
        return versions.getFirst();
    }
}
