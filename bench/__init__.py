"""Benchmarks: what a page costs against the least it could cost, as ratios measured in one run."""
