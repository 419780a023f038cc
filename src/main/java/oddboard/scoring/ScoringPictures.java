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
import oddboard.evaluation.AnomalyMaps;
import oddboard.image.RasterImage;
import oddboard.registry.Models;
import oddboard.storage.BlobStore;
import org.springframework.stereotype.Service;

/** Pixels and anomaly maps of scored images. */
@Service
public class ScoringPictures {
    private final ScoredImageRepository images;
    private final Datasets datasets;
    private final Models models;
    private final Inputs inputs;
    private final BlobStore blobs;
    private final MapScales scales;

    ScoringPictures(
            ScoredImageRepository images,
            Datasets datasets,
            Models models,
            Inputs inputs,
            BlobStore blobs,
            MapScales scales) {
        this.images = images;
        this.datasets = datasets;
        this.models = models;
        this.inputs = inputs;
        this.blobs = blobs;
        this.scales = scales;
    }

    /** As the model saw it, and whole where that sees tiles: uint8 HWC, {@code imageSize * imageSize * channels} bytes. */
    public byte[] image(Scoring scoring, int index, User viewer) throws IOException {
        ScoredImageRepository.Place place = place(scoring, index);
        if (scoring.version() != null) {
            DatasetVersion version =
                    datasets.findVersion(scoring.version(), viewer).orElseThrow();
            int whole = scoring.split() == ScoringSpec.Split.TRAIN ? index : version.trainCount() + index;
            ModelInput input = models.stored(scoring.model().id())
                    .map(model -> model.preprocessing().input())
                    .orElse(null);
            if (input == null || input.tiles() != null) {
                return datasets.image(version, whole);
            }
            RasterImage image = inputs.stored(version.id()).read(whole).withChannels(input.channels());
            return input.frames(image.width(), image.height())
                    .getFirst()
                    .of(image)
                    .data();
        }
        int length = scoring.imageSize() * scoring.imageSize() * scoring.channels();
        return blobs.read(Objects.requireNonNull(place.images()), (long) length * (index - place.first()), length);
    }

    /**
     * From the darkest to the brightest color in steps from 0 to 255, a byte a pixel; the colors mean what they mean for the
     * model's run. Empty where the map was not kept.
     */
    public Optional<byte[]> map(Scoring scoring, int index) throws IOException {
        ScoredImageRepository.Place place = place(scoring, index);
        if (place.map() == null || place.maps() == null || scoring.grid() == null) {
            return Optional.empty();
        }
        int length = AnomalyMaps.WIDTH * scoring.grid().values();
        byte[] packed = blobs.read(place.maps(), (long) length * place.map(), length);
        return Optional.of(scales.shown(scoring.model().id(), scoring.grid(), packed, scoring.imageSize()));
    }

    private ScoredImageRepository.Place place(Scoring scoring, int index) {
        return images.place(scoring.id(), index)
                .orElseThrow(
                        () -> new NotFoundException("Scoring " + scoring.id() + " has no image " + index + " yet."));
    }
}
