"""zipingbao (自评报): located YAML in, checked figures and standard-format Chinese reports out."""

__version__ = "0.1.0"
