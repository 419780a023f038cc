package oddboard.comment;

import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetVersion;
import oddboard.registry.RegisteredModel;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;

/**
 * What a comment is about, as its writer may see it.
 *
 * @param address as the API names it: {@code runs/12}, {@code models/caps}, {@code versions/3}, {@code versions/3/images/17}
 *     or {@code datasets/5} for the board
 * @param href the page where it is read, without a leading slash
 * @param title in words, to go on in a sentence: "run 12, first try"
 * @param image in the packed file, training images first; null where it is no image
 */
public record CommentSubject(
        String address,
        String href,
        String title,
        DatasetId dataset,
        @Nullable Run run,
        @Nullable RegisteredModel model,
        @Nullable DatasetVersion version,
        @Nullable Integer image) {}
