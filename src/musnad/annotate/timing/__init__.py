"""The parts that read times: values, spans, ranges, clocks, calendars, and writing them."""
