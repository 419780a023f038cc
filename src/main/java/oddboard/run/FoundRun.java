package oddboard.run;

import oddboard.dataset.DatasetId;

/** A run in a list over several data sets, with where it belongs. */
public record FoundRun(Run run, DatasetId dataset, String datasetName, int version) {
    /** The same place, as the run stands now. */
    public FoundRun with(Run now) {
        return new FoundRun(now, dataset, datasetName, version);
    }
}
