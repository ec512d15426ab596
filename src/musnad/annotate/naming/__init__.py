"""The parts that find names: lists, bodies, people, what the report's own words teach."""
