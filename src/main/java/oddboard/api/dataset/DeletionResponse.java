package oddboard.api.dataset;

import java.util.List;
import oddboard.dataset.DatasetManagement;
import oddboard.dataset.VersionUse;

/** What a deletion would take away; what is {@code open} or {@code kept} forbids it. */
record DeletionResponse(int versions, int images, int runs, long bytes, List<OpenUse> open, List<OpenUse> kept) {
    record OpenUse(String name, String href) {}

    static DeletionResponse of(DatasetManagement.Loss loss) {
        return new DeletionResponse(
                loss.versions(), loss.images(), loss.runs(), loss.bytes(), uses(loss.open()), uses(loss.kept()));
    }

    private static List<OpenUse> uses(List<VersionUse.Open> uses) {
        return uses.stream().map(o -> new OpenUse(o.name(), "/" + o.href())).toList();
    }
}
