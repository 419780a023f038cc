package oddboard.api.dataset;

import java.util.List;
import oddboard.dataset.DatasetManagement;

/** What a deletion would take away; what is {@code open} forbids it. */
record DeletionResponse(int versions, int images, int runs, long bytes, List<OpenUse> open) {
    record OpenUse(String name, String href) {}

    static DeletionResponse of(DatasetManagement.Loss loss) {
        return new DeletionResponse(
                loss.versions(),
                loss.images(),
                loss.runs(),
                loss.bytes(),
                loss.open().stream()
                        .map(o -> new OpenUse(o.name(), "/" + o.href()))
                        .toList());
    }
}
