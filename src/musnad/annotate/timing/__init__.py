"""The parts that read times: values, periods, spans, ranges, clocks, calendars, writing."""
