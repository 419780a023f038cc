package oddboard.sweep.ui;

import java.util.List;
import java.util.Map;
import oddboard.dataset.VersionId;

/**
 * What the address of the sweep form asks for.
 *
 * @param fixed values of settings that the sweep starts around
 */
record SweepRequest(List<VersionId> versions, List<String> detectors, Map<String, Object> fixed) {}
