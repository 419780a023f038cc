package oddboard.scoring;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Inputs;
import oddboard.dataset.ModelInput;
import oddboard.dataset.VersionId;
import oddboard.evaluation.AnomalyMaps;
import oddboard.image.Crop;
import oddboard.image.InputFrame;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.ingest.Preprocessing;
import oddboard.ingest.Preprocessors;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.storage.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Pixels and anomaly maps of scored images. */
@Service
public class ScoringPictures {
    private final ScoredImageRepository images;
    private final Datasets datasets;
    private final Models models;
    private final Inputs inputs;
    private final Preprocessors preprocessors;
    private final BlobStore blobs;
    private final MapScales scales;

    ScoringPictures(
            ScoredImageRepository images,
            Datasets datasets,
            Models models,
            Inputs inputs,
            Preprocessors preprocessors,
            BlobStore blobs,
            MapScales scales) {
        this.images = images;
        this.datasets = datasets;
        this.models = models;
        this.inputs = inputs;
        this.preprocessors = preprocessors;
        this.blobs = blobs;
        this.scales = scales;
    }

    /**
     * What the model saw of an image, in the shape that it has in the image, and all of it where the model sees tiles. The longer
     * edge has {@code imageSize} pixels. Of what older workers scored, the square.
     */
    public RasterImage image(Scoring scoring, int index, User viewer) throws IOException {
        ScoredImageRepository.Place place = place(scoring, index);
        Preprocessing seen = seen(scoring);
        InputFrame frame = frame(scoring, seen, place);
        VersionId version = scoring.version();
        if (frame == null) {
            return square(scoring, seen, place, viewer);
        }
        if (version == null || !isTiled(seen)) {
            return frame.shown(square(scoring, seen, place, viewer));
        }
        RasterImage whole = inputs.stored(version).read(inVersion(scoring, index, viewer));
        return frame.shown(frame.of(whole.withChannels(scoring.channels())));
    }

    /** As the import made it, or would have made it: the square that the images of the version are compared by. */
    RasterImage square(Scoring scoring, int index, User viewer) throws IOException {
        ScoredImageRepository.Place place = place(scoring, index);
        Preprocessing seen = seen(scoring);
        RasterImage square = square(scoring, seen, place, viewer);
        InputFrame frame = frame(scoring, seen, place);
        if (frame == null || scoring.version() != null || !isTiled(seen)) {
            return square;
        }
        ModelVersion model = models.stored(scoring.model().id()).orElseThrow();
        Preprocessing imported = preprocessors.of(model.source().data()).imported();
        return Resizer.square(frame.shown(square), imported.crop(), imported.cropFraction(), scoring.imageSize());
    }

    /** How the model sees images; it is kept as long as what it scored. */
    private Preprocessing seen(Scoring scoring) {
        return models.stored(scoring.model().id()).orElseThrow().preprocessing();
    }

    private static boolean isTiled(Preprocessing seen) {
        return seen.input() != null && seen.input().tiles() != null;
    }

    /** Where the image lies in the square that is kept of it, and in that of its map; null where its size is not known. */
    private static @Nullable InputFrame frame(Scoring scoring, Preprocessing seen, ScoredImageRepository.Place place) {
        Integer width = place.width();
        Integer height = place.height();
        Crop crop = isTiled(seen) ? Crop.FIT : seen.crop();
        return width == null || height == null ? null : InputFrame.of(crop, width, height, scoring.imageSize());
    }

    private int inVersion(Scoring scoring, int index, User viewer) {
        DatasetVersion version = datasets.findVersion(Objects.requireNonNull(scoring.version()), viewer)
                .orElseThrow();
        return scoring.split() == ScoringSpec.Split.TRAIN ? index : version.trainCount() + index;
    }

    private RasterImage square(Scoring scoring, Preprocessing seen, ScoredImageRepository.Place place, User viewer)
            throws IOException {
        int size = scoring.imageSize();
        VersionId version = scoring.version();
        if (version == null) {
            int length = size * size * scoring.channels();
            long start = (long) length * (place.index() - place.first());
            byte[] pixels = blobs.read(Objects.requireNonNull(place.images()), start, length);
            return new RasterImage(size, size, scoring.channels(), pixels);
        }
        int whole = inVersion(scoring, place.index(), viewer);
        ModelInput input = seen.input();
        if (input == null || input.tiles() != null) {
            DatasetVersion stored = datasets.findVersion(version, viewer).orElseThrow();
            return new RasterImage(size, size, scoring.channels(), datasets.image(stored, whole));
        }
        RasterImage image = inputs.stored(version).read(whole).withChannels(input.channels());
        return input.frames(image.width(), image.height()).getFirst().of(image);
    }

    /**
     * From the darkest to the brightest color in steps from 0 to 255, a byte a pixel of {@link #image}; the colors mean what they
     * mean for the model's run. Empty where the map was not kept.
     */
    public Optional<RasterImage> map(Scoring scoring, int index) throws IOException {
        ScoredImageRepository.Place place = place(scoring, index);
        if (place.map() == null || place.maps() == null || scoring.grid() == null) {
            return Optional.empty();
        }
        int length = AnomalyMaps.WIDTH * scoring.grid().values();
        byte[] packed = blobs.read(place.maps(), (long) length * place.map(), length);
        int size = scoring.imageSize();
        byte[] steps = scales.shown(scoring.model().id(), scoring.grid(), packed, size);
        RasterImage square = new RasterImage(size, size, 1, steps);
        InputFrame frame = frame(scoring, seen(scoring), place);
        return Optional.of(frame == null ? square : frame.shown(square));
    }

    private ScoredImageRepository.Place place(Scoring scoring, int index) {
        return images.place(scoring.id(), index)
                .orElseThrow(
                        () -> new NotFoundException("Scoring " + scoring.id() + " has no image " + index + " yet."));
    }
}
