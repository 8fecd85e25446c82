"""The package deployed to an emulator on loopback that is not moto, and the journey through it.

MiniStack takes the template as CloudFormation does, runs each function in a process of its own with
its role's permissions, and feeds them from the stream, the queues and the schedule.
"""
