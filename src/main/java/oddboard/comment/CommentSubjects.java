package oddboard.comment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.account.User;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.VersionId;
import oddboard.registry.ModelRoutes;
import oddboard.registry.Models;
import oddboard.run.RunId;
import oddboard.run.RunRoutes;
import oddboard.run.Runs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what comments are about; only what the asking user may see is there. */
@Component
class CommentSubjects {
    private static final Pattern ADDRESS =
            Pattern.compile("(runs|models|versions|datasets)/([^/?#]{1,64})(?:/images/([0-9]{1,9}))?");
    private final Runs runs;
    private final Models models;
    private final Datasets datasets;

    CommentSubjects(Runs runs, Models models, Datasets datasets) {
        this.runs = runs;
        this.models = models;
        this.datasets = datasets;
    }

    /**
     * @throws InputException where nothing has such an address
     * @throws NotFoundException where this user sees no such thing
     */
    CommentSubject require(String address, User viewer) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches() || parts.group(3) != null && !parts.group(1).equals("versions")) {
            throw new InputException(
                    "FIELD_INVALID",
                    "",
                    "on",
                    "\"on\" must be runs/…, models/…, versions/…, versions/…/images/… or datasets/….");
        }
        return find(parts, viewer).orElseThrow(() -> new NotFoundException("There is nothing at " + address + "."));
    }

    private Optional<CommentSubject> find(Matcher parts, User viewer) {
        String id = parts.group(2);
        String image = parts.group(3);
        return switch (parts.group(1)) {
            case "runs" -> number(id).flatMap(n -> run(new RunId(n), viewer));
            case "models" -> model(id, viewer);
            case "datasets" ->
                number(id).flatMap(n -> datasets.find(new DatasetId(n), viewer)).map(CommentSubjects::board);
            default ->
                number(id)
                        .flatMap(n -> datasets.findByVersion(new VersionId(n), viewer))
                        .flatMap(dataset -> version(dataset, new VersionId(Long.parseLong(id)), image));
        };
    }

    private static Optional<Long> number(String id) {
        return id.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(id)) : Optional.empty();
    }

    private Optional<CommentSubject> run(RunId id, User viewer) {
        return runs.find(id, viewer)
                .flatMap(run -> datasets.findByVersion(run.version(), viewer)
                        .map(dataset -> new CommentSubject(
                                "runs/" + id,
                                RunRoutes.overview(id),
                                "run " + id + ", " + run.name(),
                                dataset.id(),
                                run,
                                null,
                                null,
                                null)));
    }

    private Optional<CommentSubject> model(String name, User viewer) {
        return models.find(name, viewer)
                .map(model -> new CommentSubject(
                        "models/" + name,
                        ModelRoutes.model(name),
                        "the model " + name,
                        model.dataset(),
                        null,
                        model,
                        null,
                        null));
    }

    private static CommentSubject board(Dataset dataset) {
        return new CommentSubject(
                "datasets/" + dataset.id(),
                DatasetRoutes.leaderboard(dataset.id()),
                "the board of " + dataset.name(),
                dataset.id(),
                null,
                null,
                null,
                null);
    }

    private static Optional<CommentSubject> version(Dataset dataset, VersionId id, @Nullable String image) {
        return dataset.versions().stream()
                .filter(v -> v.id().equals(id))
                .filter(v -> image == null || isImageOf(v, Integer.parseInt(image)))
                .findFirst()
                .map(v -> {
                    String which = "version " + v.number() + " of " + dataset.name();
                    return image == null
                            ? new CommentSubject(
                                    "versions/" + id,
                                    DatasetRoutes.versions(dataset.id()),
                                    which,
                                    dataset.id(),
                                    null,
                                    null,
                                    v,
                                    null)
                            : new CommentSubject(
                                    "versions/" + id + "/images/" + image,
                                    DatasetRoutes.images(dataset.id()) + "?version=" + id + "&image=" + image,
                                    imageTitle(v, Integer.parseInt(image)) + " of " + which,
                                    dataset.id(),
                                    null,
                                    null,
                                    v,
                                    Integer.parseInt(image));
                });
    }

    static boolean isImageOf(DatasetVersion version, int image) {
        return version.state() == DatasetVersion.State.READY && image < version.trainCount() + version.testCount();
    }

    /** "test image 4": without its file's name, which may tell a label that is hidden. */
    static String imageTitle(DatasetVersion version, int image) {
        return image < version.trainCount()
                ? "training image " + image
                : "test image " + (image - version.trainCount());
    }
}
