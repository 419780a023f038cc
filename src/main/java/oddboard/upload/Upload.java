package oddboard.upload;

import oddboard.dataset.DatasetId;

/** A whole file that a user sent. */
public record Upload(UploadId id, DatasetId dataset, String filename, long size, String sha256) {}
